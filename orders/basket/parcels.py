"""A basket as it will be sent: lines of one UPT with one kind of promise leave together (architecture, decision 3).

What is baked on different days leaves on different days, so those are parcels of their own.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import days
from catalog.choices import asked_for, not_held, renewed, surcharge_of
from catalog.models import Availability
from catalog.promises import promise_of, queue_of
from upt_accounts.models import Partner


@dataclass
class BasketLine:
    """One line as the buyer sees it: today's price (rupiah), its promise, and what stands in its way, if anything."""

    line: object
    product: object
    quantity: int
    price: int
    promise: object
    problem: str
    # What the order took for it: of the oven, or of the looms.
    batch: object = None
    slots: object = None
    # What the buyer decided, at today's surcharge.
    choices: list = field(default_factory=list)

    @property
    def total(self):
        return self.price * self.quantity

    @property
    def supply(self):
        """From where its pieces come."""
        return self.promise.kind

    @property
    def days(self):
        """Days of the oven that it can be moved to, with its own in front if that one is gone."""
        days = [batch.day for batch in self.promise.days]
        own = self.line.day
        return days if own is None or own in days else [own, *days]

    @property
    def former_price(self):
        """The price when it was put in, if that was another one."""
        before = self.line.price_incl_tax
        return int(before) if before is not None and int(before) != self.price else None

    @property
    def picture(self):
        pictures = self.product.card_pictures
        return pictures[0] if pictures else None


@dataclass
class BasketParcel:
    """`day` is that of the oven, for what is made daily; `parts` are the two parcels that this one joins, if any."""

    upt: Partner
    kind: Availability
    lines: list[BasketLine] = field(default_factory=list)
    day: date | None = None
    parts: tuple = ()

    @property
    def key(self) -> str:
        """Names the parcel in forms and in the session."""
        if self.parts:
            return f"{self.upt.pk}-joined"
        return f"{self.upt.pk}-{self.kind}" + (f"-{self.day:%Y%m%d}" if self.day else "")

    @property
    def promise(self):
        """The promise of its slowest line, for which the others wait; what is sold out is waited for by nobody."""
        promises = (line.promise for line in self.lines)
        return max(promises, key=lambda promise: (not promise.sold_out, promise.ships_on))

    @property
    def pieces(self):
        return sum(line.quantity for line in self.lines)

    @property
    def ships_on(self) -> date:
        return self.promise.ships_on

    @property
    def subtotal(self):
        return sum(line.total for line in self.lines)


def parcels_of(basket) -> list[BasketParcel]:
    """The parcels of a basket, in the order in which their first lines were put in."""
    now = timezone.now()
    parcels, queues = {}, {}
    for line in basket.all_lines():
        shown = shown_line(line, now, queues)
        day = shown.promise.ships_on if shown.supply == Availability.DAILY_BATCH else None
        key = (line.product.upt_id, shown.supply, day)
        parcel = parcels.setdefault(key, BasketParcel(line.product.upt, Availability(shown.supply), day=day))
        parcel.lines.append(shown)
    return list(parcels.values())


def problems_of(parcels) -> list[str]:
    return [line.problem for parcel in parcels for line in parcel.lines if line.problem]


def shown_line(line, now=None, queues=None) -> BasketLine:
    """A line of `all_lines` as it stands; those of one workshop take their slots one after the other in `queues`."""
    now, queues = now or timezone.now(), {} if queues is None else queues
    product, stock = line.product, line.stockrecord
    product.closed_spans, product.open_batches = line.closed_spans, line.open_batches
    product.on_shelf, product.in_stock = stock.available, stock.num_in_stock
    supply = line.supply if product.availability == Availability.MADE_TO_ORDER else product.availability
    queue = None
    if supply == Availability.MADE_TO_ORDER:
        queue = queues.setdefault(product.workshop_id, queue_of(product, now))
    promise = promise_of(product, supply=supply, quantity=line.quantity, day=line.day, queue=queue, at=now)
    product.asked = line.asked
    asked = asked_for(product, supply)
    choices = renewed(line.choices, asked)
    price = int(stock.price or 0) + surcharge_of(choices)
    problem = _problem(line, product, stock, promise) or _changed_choices(line, product, asked)
    return BasketLine(line, product, line.quantity, price, promise, problem, choices=choices)


def _changed_choices(line, product, asked):
    gone = not_held(line.choices, asked)
    if not gone:
        return ""
    return _(
        "Pilihan “%(choice)s” untuk “%(name)s” tidak tersedia lagi seperti semula. "
        "Hapus dari keranjang, lalu pilih lagi di halaman produknya."
    ) % {"choice": gone[0], "name": product.name}


def _next_day(promise, quantity):
    """The next day of the oven with so many pieces left, or the next one at all."""
    enough = (batch.day for batch in promise.days if batch.left >= quantity)
    return next(enough, promise.days[0].day)


def _problem(line, product, stock, promise):
    """Why this line cannot be ordered as it stands, in words; empty if it can."""
    if not (product.is_public and product.upt.is_active and stock.price):
        return _("“%(name)s” tidak dijual lagi. Hapus dari keranjang untuk melanjutkan.") % {
            "name": product.name
        }
    values = {"name": product.name, "count": promise.available}
    if promise.sold_out and line.day and promise.days:
        values["day"] = days.weekday(_next_day(promise, line.quantity))
        return (
            _("“%(name)s” untuk hari itu tidak dapat dipesan lagi. Pilih hari lain, misalnya %(day)s.")
            % values
        )
    if promise.sold_out and promise.kind == Availability.MADE_TO_ORDER:
        return (
            _(
                "“%(name)s” sebanyak ini tidak dapat selesai dalam setahun. Kurangi jumlahnya atau hubungi UPT-nya."
            )
            % values
        )
    if promise.sold_out:
        return _("“%(name)s” sedang habis. Hapus dari keranjang untuk melanjutkan.") % values
    if line.quantity > promise.available:
        return _("“%(name)s” tinggal %(count)d. Kurangi jumlahnya untuk melanjutkan.") % values
    return ""
