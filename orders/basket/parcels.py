"""A basket as it will be sent: lines of one UPT with one kind of promise leave together (architecture, decision 3)."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Availability
from catalog.promises import promise_of
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

    @property
    def total(self):
        return self.price * self.quantity

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
    upt: Partner
    kind: Availability
    lines: list[BasketLine] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Names the parcel in forms and in the session."""
        return f"{self.upt.pk}-{self.kind}"

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
    parcels = {}
    for line in basket.all_lines():
        shown = _shown(line, now)
        key = (line.product.upt_id, line.product.availability)
        parcel = parcels.setdefault(
            key, BasketParcel(line.product.upt, Availability(line.product.availability))
        )
        parcel.lines.append(shown)
    return list(parcels.values())


def problems_of(parcels) -> list[str]:
    return [line.problem for parcel in parcels for line in parcel.lines if line.problem]


def _shown(line, now):
    product, stock = line.product, line.stockrecord
    promise = promise_of(product, available=stock.available, at=now)
    return BasketLine(
        line, product, line.quantity, int(stock.price or 0), promise, _problem(line, product, stock)
    )


def _problem(line, product, stock):
    """Why this line cannot be ordered as it stands, in words; empty if it can."""
    if not (product.is_public and product.upt.is_active and stock.price):
        return _("“%(name)s” tidak dijual lagi. Hapus dari keranjang untuk melanjutkan.") % {
            "name": product.name
        }
    if stock.available <= 0:
        return _("“%(name)s” sedang habis. Hapus dari keranjang untuk melanjutkan.") % {"name": product.name}
    if line.quantity > stock.available:
        return _("“%(name)s” tinggal %(count)d. Kurangi jumlahnya untuk melanjutkan.") % {
            "name": product.name,
            "count": stock.available,
        }
    return ""
