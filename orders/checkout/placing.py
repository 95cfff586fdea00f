"""From a reviewed basket to an order: all of it, or nothing, in one transaction.

Oscar's OrderCreator knows one shipping method an order and no parts, so the rows are written here.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.sites.models import Site
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.capacity.pickup import Window
from catalog.choices import asked_for, choice_facts, not_held, renewed, surcharge_of
from catalog.models import Availability
from orders import days, fetching, mails
from orders.addresses import drafts
from orders.basket.models import Basket
from orders.basket.parcels import BasketParcel
from orders.checkout import reservations
from orders.checkout.exceptions import AlreadyPlaced, PlacingRefused
from orders.models import Line, Order, OrderStatus, ShippingAddress, UptOrder
from orders.numbers import next_order_number
from orders.payments.workflow import open_attempt
from orders.shipping.quotes import Option, arrival_window
from orders.shipping.weights import weight_and_packages
from upt_accounts.models import StockRecord
from upt_accounts.states.machine import record

CURRENCY = "IDR"


@dataclass(frozen=True)
class ParcelPlan:
    """One parcel as the buyer has accepted it: its goods and prices, the way it comes, and a word to the UPT."""

    parcel: BasketParcel
    option: Option
    note: str = ""
    gift_message: str = ""
    window: Window | None = None

    @property
    def charge(self) -> int:
        return int(self.option.charge)

    @property
    def arrival(self):
        if self.window:
            return self.window.day, self.window.day
        return arrival_window(self.parcel.ships_on, self.option)

    @property
    def words(self) -> str:
        """When it leaves and arrives, or where and from when it can be fetched."""
        if self.window:
            return fetching.place_and_time(self.window)
        if self.option.is_pickup:
            return _("Siap diambil paling lambat %(day)s. %(place)s") % {
                "day": days.day(self.parcel.ships_on),
                "place": self.option.note,
            }
        return _("Tiba %(span)s. Berangkat paling lambat %(day)s.") % {
            "span": days.span(*self.arrival),
            "day": days.day(self.parcel.ships_on),
        }


def total_of(plans) -> int:
    """What the buyer pays for goods and shipping, in rupiah."""
    return sum(plan.parcel.subtotal + plan.charge for plan in plans)


@transaction.atomic
def place(basket, plans, *, contact, address, language, user=None) -> Order:
    """Place the order that was shown: reserve its goods, write it down, open its payment.

    `contact` and `address` are the cleaned data of ContactForm and AddressForm. Raises AlreadyPlaced for the second of
    two equal posts, PlacingRefused when a piece is gone or a price has changed since the review.
    """
    _close(basket)
    _reserve(plans)
    windows = reservations.take_windows(plans)
    order = _write_order(basket, plans, contact, address, language, user)
    for number, plan in enumerate(plans, start=1):
        _write_part(order, plan, number, windows.get(plan.parcel.key))
    record(order, "", order.status)
    open_attempt(order)
    mails.tell_buyer(order, mails.Event.PLACED)
    return order


def _close(basket):
    """Of two posts of one basket the first wins; the other waits here for its end and then finds the basket closed."""
    closed = Basket.objects.filter(pk=basket.pk, status=Basket.OPEN).update(
        status=Basket.SUBMITTED, date_submitted=timezone.now()
    )
    if not closed:
        raise AlreadyPlaced


def _reserve(plans):
    """Take the pieces, in one order of rows for everybody, and make sure that they still cost what was shown."""
    lines = sorted(
        (line for plan in plans for line in plan.parcel.lines), key=lambda line: line.line.stockrecord_id
    )
    reservations.take(lines)
    # The rows are ours until the end of the transaction: what is read now is what will be charged.
    stock = (
        StockRecord.objects.select_related("product__upt")
        .annotate(**choice_facts("product__"))
        .in_bulk([line.line.stockrecord_id for line in lines])
    )
    for line in lines:
        now = stock[line.line.stockrecord_id]
        if not (now.product.is_public and now.product.upt.is_active):
            raise PlacingRefused(_("“%(name)s” tidak dijual lagi.") % {"name": line.product.name})
        if now.price + _surcharge_now(line, now) != line.price:
            raise PlacingRefused(
                _("Harga “%(name)s” baru saja berubah. Periksa lagi.") % {"name": line.product.name}
            )


def _surcharge_now(line, stock):
    """What the choices of a line cost now; what cannot be chosen any more is not ordered."""
    stock.product.asked = stock.asked
    asked = asked_for(stock.product, line.supply)
    gone = not_held(line.choices, asked)
    if gone:
        raise PlacingRefused(
            _("Pilihan “%(choice)s” untuk “%(name)s” baru saja berubah. Pilih lagi di halaman produknya.")
            % {"choice": gone[0], "name": line.product.name}
        )
    return surcharge_of(renewed(line.choices, asked))


def _write_order(basket, plans, contact, address, language, user):
    charge = Decimal(sum(plan.charge for plan in plans))
    total = Decimal(total_of(plans))
    return Order.objects.create(
        number=next_order_number(),
        basket=basket,
        site=Site.objects.get_current(),
        user=user if user and user.is_authenticated else None,
        shipping_address=drafts.save_as(ShippingAddress, address),
        language=language,
        contact_name=contact["name"],
        contact_phone=contact["phone"],
        guest_email=contact["email"],
        currency=CURRENCY,
        total_incl_tax=total,
        total_excl_tax=total,
        shipping_incl_tax=charge,
        shipping_excl_tax=charge,
        status=OrderStatus.AWAITING_PAYMENT,
        expires_at=_last_moment(plans),
    )


def _last_moment(plans):
    """Until when it can be paid: not longer than until the first window opens, as nobody fetches what is not paid."""
    opens = [plan.window.starts_at for plan in plans if plan.window]
    return min([reservations.pay_until(plans), *opens])


def _write_part(order, plan, number, window):
    parcel, option = plan.parcel, plan.option
    first, last = plan.arrival
    part = UptOrder.objects.create(
        order=order,
        upt=parcel.upt,
        number=f"{order.number}-{number}",
        promise=parcel.kind,
        service=option.service,
        service_name=option.service.name,
        shipping_charge=plan.charge,
        weight_grams=weight_and_packages(parcel.lines)[0],
        day=parcel.day,
        ships_on=parcel.ships_on,
        first_ships_on=parcel.ships_on,
        arrives_from=first,
        arrives_until=last,
        note=plan.note,
        gift_message=plan.gift_message,
        window=window,
        pickup_code=fetching.new_code(parcel.upt) if window else "",
    )
    written = Line.objects.bulk_create(_order_line(order, part, line) for line in parcel.lines)
    reservations.book(zip(parcel.lines, written, strict=True))


def _order_line(order, part, line):
    product, stock = line.product, line.line.stockrecord
    return Line(
        order=order,
        upt_order=part,
        partner=part.upt,
        partner_name=part.upt.name,
        partner_sku=stock.partner_sku,
        stockrecord=stock,
        product=product,
        title=product.title,
        upc=product.upc,
        quantity=line.quantity,
        num_allocated=line.quantity if line.supply == Availability.READY else 0,
        supply=line.supply,
        batch=line.batch,
        choices=line.choices,
        material_cost=product.material_cost,
        unit_price_incl_tax=line.price,
        unit_price_excl_tax=line.price,
        line_price_incl_tax=line.total,
        line_price_excl_tax=line.total,
        line_price_before_discounts_incl_tax=line.total,
        line_price_before_discounts_excl_tax=line.total,
    )
