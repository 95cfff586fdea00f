"""All that the page of one order shows, read in the same number of queries whatever is in the order."""

from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import quote

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Availability, ProductImage
from orders import fetching, withdrawal
from orders.delays import moves_of
from orders.headlines import Headline, headline_of
from orders.making import jobs_of_lines, pieces_of
from orders.models import Line, Order, OrderStatus, Parcel, UptOrder, UptOrderStatus
from orders.payments import channels
from orders.payments.facts import NEWS, PaymentFacts, facts_of, key_of
from orders.payments.how_to_pay import SVG, drawn
from orders.payments.leftovers import leftovers_of
from orders.payments.models import AttemptStatus, RefundCase
from orders.timeline import timelines_of

# Tone and icon of each state of a parcel.
TAGS = {
    UptOrderStatus.WAITING: ("amber", "clock"),
    UptOrderStatus.PREPARING: ("amber", "hourglass"),
    UptOrderStatus.PARTLY_SHIPPED: ("leaf", "truck"),
    UptOrderStatus.SHIPPED: ("leaf", "truck"),
    UptOrderStatus.READY_FOR_PICKUP: ("leaf", "store"),
    UptOrderStatus.DELIVERED: ("leaf", "check"),
    UptOrderStatus.CANCELLED: ("brick", "x"),
    UptOrderStatus.RETURNED: ("amber", "package"),
}

# What came of a button on a parcel.
PART_NEWS = {
    "paket-tetap": (
        "amber",
        gettext_lazy(
            "UPT sudah mulai mengerjakan paket itu, jadi tidak dapat dibatalkan lagi. Hubungi kami bila perlu."
        ),
    ),
    "paket-dicari": (
        "leaf",
        gettext_lazy(
            "Laporan Anda tercatat. UPT dan petugas kami menelusuri paket itu dan menghubungi Anda."
        ),
    ),
    "paket-belum": (
        "amber",
        gettext_lazy("Paket itu belum tercatat dikirim semuanya. Muat ulang sebentar lagi."),
    ),
}


@dataclass(frozen=True)
class OrderPage:
    order: Order
    parts: list[UptOrder]
    payment: PaymentFacts
    headline: Headline
    notes: list[tuple[str, str]]
    paid_by: str
    key: str
    contact: str = field(default_factory=lambda: parseaddr(settings.DEFAULT_FROM_EMAIL)[1])

    @property
    def is_waiting(self):
        return self.order.status == OrderStatus.AWAITING_PAYMENT

    @property
    def is_paid(self):
        return bool(self.order.paid_at) and not self.order.cancel_reason

    @property
    def was_cancelled_unpaid(self):
        return self.order.status == OrderStatus.CANCELLED

    @property
    def gives_money_back(self):
        return self.order.status in (OrderStatus.REFUND_DUE, OrderStatus.REFUNDED)

    @property
    def pieces(self):
        return sum(line.quantity for part in self.parts for line in part.goods)

    @property
    def upts(self):
        return list({part.upt_id: part.upt for part in self.parts}.values())

    @property
    def subject(self):
        """What a question about this order begins with."""
        return _("Pesanan %(number)s") % {"number": self.order.number}

    @property
    def chats(self):
        """Name and WhatsApp address of each UPT that has one."""
        return [
            (upt.name, f"https://wa.me/{upt.whatsapp.as_e164.lstrip('+')}?text={quote(self.subject)}")
            for upt in self.upts
            if upt.whatsapp
        ]

    def news(self, name):
        """What came of the last button, by its name in the address; only while there is something to wait for."""
        return NEWS.get(name) if self.is_waiting else PART_NEWS.get(name)


def read(order) -> OrderPage:
    cases = Prefetch("refund_cases", RefundCase.objects.select_related("part__upt"))
    attempts = list(order.attempts.prefetch_related(cases, "records"))
    if order.status == OrderStatus.AWAITING_PAYMENT and _has_money(attempts):
        # It came after `order` was read: half of each would look like money that was drawn back.
        order.refresh_from_db()
    parts = _parts(order)
    payment = facts_of(order, attempts)
    return OrderPage(
        order=order,
        parts=parts,
        payment=payment,
        headline=headline_of(order, parts, payment),
        notes=leftovers_of(order, attempts),
        paid_by=_paid_by(attempts) if order.paid_at else "",
        key=key_of(order, attempts[-1] if attempts else None),
    )


def _has_money(attempts):
    return any(attempt.status == AttemptStatus.SETTLED for attempt in attempts)


def _parts(order):
    card = Prefetch("product__images", ProductImage.objects.filter(display_order=0), to_attr="card_pictures")
    goods = Line.objects.order_by("pk").select_related("product").prefetch_related(card, jobs_of_lines())
    parts = list(
        order.upt_orders.select_related(
            "upt__regency", "service__courier", "window__outlet__upt"
        ).prefetch_related(
            Prefetch("lines", goods, to_attr="goods"),
            Prefetch("parcels", Parcel.objects.select_related("courier").with_items(), to_attr="boxes"),
        )
    )
    address = order.shipping_address
    timelines = timelines_of(parts, destination=address.line4 if address else "")
    moves = moves_of(parts)
    for part in parts:
        part.pieces = pieces_of(part.goods)
        part.moves = moves[part.pk]
        part.is_overdue = part.arrives_until < timezone.localdate()
        part.may_be_given_up = withdrawal.is_offered(part, [job for line in part.goods for job in line.made])
        part.timeline = timelines[part.pk]
        part.tone, part.icon = TAGS[part.status]
        part.tag = _tag(part)
        part.goods_total = sum(line.line_price_incl_tax for line in part.goods)
        _add_pictures(part)
        _add_contents(part)
        _add_code(part, order)
    return parts


def _tag(part):
    """What is not on the shelf is made: bread and songket are not merely packed."""
    is_made = part.status == UptOrderStatus.PREPARING and part.promise != Availability.READY
    return _("Sedang dibuat") if is_made else part.get_status_display()


def _add_pictures(part):
    for line in part.goods:
        pictures = line.product.card_pictures if line.product else []
        line.picture = pictures[0] if pictures else None
    part.picture = next((line.picture for line in part.goods if line.picture), None)


def _add_contents(part):
    """What lies in each parcel and what has not left, as numbers and names; told where not all left in one parcel."""
    part.is_split = part.status == UptOrderStatus.PARTLY_SHIPPED or len(part.boxes) > 1
    lines = {line.pk: line for line in part.goods}
    for box in part.boxes:
        box.contents = [(item["quantity"], lines[item["line"]].full_name) for item in box.packed]
    part.to_follow = [(line.num_unsent, line.full_name) for line in part.goods if line.num_unsent]


def _add_code(part, order):
    """The code by which a paid part is handed out, as long as it is to be fetched; its QR opens the petugas's page."""
    is_awaited = order.paid_at and not order.cancel_reason and part.status in fetching.AWAITED
    part.code = part.pickup_code if is_awaited else ""
    part.code_qr = drawn(code_address(part.code)).svg_inline(**SVG) if part.code else ""


def code_address(code):
    return f"{settings.SITE_URL}{reverse('admin:order_uptorder_handover')}?kode={code}"


def _paid_by(attempts):
    """The name of the way to pay by which the money came."""
    settled = [attempt for attempt in attempts if attempt.settled_at]
    return channels.name_of(settled[0].channel) if settled else ""
