"""What it costs to send goods of a UPT to an address, and how long it takes: the one place that knows.

Today tariffs are tables; a courier's own interface could answer here instead, without the checkout noticing.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from catalog.capacity.models import Outlet
from orders.shipping.models import ServiceKind, ShippingService, Tariff
from orders.shipping.reasons import why_not_sent
from orders.shipping.scopes import allowed_kinds, spoils_within
from orders.shipping.weights import charged_kilograms, rounded_kilograms, weight_and_packages

__all__ = [
    "Consignment", "Item", "Option", "Options", "Place",
    "arrival_window", "charged_kilograms", "cheapest_to", "estimate", "estimates", "quote_all", "quote_to",
]  # fmt: skip


@dataclass(frozen=True)
class Item:
    product: object
    quantity: int = 1


@dataclass(frozen=True)
class Consignment:
    """Goods that leave one UPT together. `lines` have a product and a quantity, as basket lines do."""

    key: Hashable
    upt: object
    lines: Iterable


@dataclass(frozen=True)
class Place:
    """Where goods go: a regency, or a province of which no more is known yet (`regency_id` None)."""

    province_id: str
    regency_id: str | None
    name: str

    @classmethod
    def of_district(cls, district):
        regency = district.regency
        return cls(regency.province_id, regency.pk, regency.name)


@dataclass(frozen=True)
class Option:
    """One way to get the goods: whole rupiah, and days between leaving the UPT and arriving."""

    service: ShippingService
    charge: Decimal
    min_days: int
    max_days: int
    kilograms: int
    note: str = ""

    @property
    def code(self):
        return self.service.code

    @property
    def name(self):
        return self.service.called(self.service.name)

    @property
    def kind(self):
        return self.service.kind

    @property
    def is_pickup(self):
        return self.service.kind == ServiceKind.PICKUP


class Options(list):
    """The ways to send one consignment, cheapest first, and last the way to fetch it oneself.

    `reason` says, to be shown, why nothing can be sent; it is empty as soon as one way of sending exists. `blocking` is
    the product that stands in the way. `windows` are
    those in which it can be fetched; None where the UPT has no outlets, and its gate is open as it is.
    """

    reason = ""
    blocking = None
    windows = None

    def free_window(self, code):
        """The window of that code, if somebody can still be booked into it; else None."""
        found = (window for window in self.windows or () if window.code == code)
        return next((window for window in found if window.is_free), None)

    def asks_for_window(self, option) -> bool:
        return option.is_pickup and self.windows is not None

    @property
    def sent(self):
        return [option for option in self if not option.is_pickup]

    @property
    def fetching(self):
        """The way to fetch it, or None."""
        return next((option for option in self if option.is_pickup), None)

    def named(self, code):
        """The option of that service's code, or None."""
        return next((option for option in self if option.code == code), None)


def quote_all(groups, district) -> dict[Hashable, Options]:
    """Ways to send each group (`key`, `upt`, `lines`) to a kecamatan, in two queries for any number of them.

    The UPTs come with `regency`, the district with its `regency` joined.
    """
    return _quote(groups, Place.of_district(district))


def quote_to(groups, place: Place) -> dict[Hashable, Options]:
    """As `quote_all`, to a place of which no more is known than its kabupaten."""
    return _quote(groups, place)


def estimate(product, upt, place: Place) -> Options:
    """Ways to send one piece of a product there."""
    return _quote([Consignment(product.pk, upt, [Item(product)])], place)[product.pk]


def estimates(products, place: Place) -> dict[int, Options]:
    """Ways to send one piece of each product there, by its key, in two queries; with `upt__regency` joined."""
    return _quote([Consignment(product.pk, product.upt, [Item(product)]) for product in products], place)


def cheapest_to(product, upt, province) -> Option | None:
    """The cheapest way to send one piece into a province, or None where nothing goes."""
    ways = estimate(product, upt, Place(province.pk, None, province.name)).sent
    return ways[0] if ways else None


def arrival_window(ships_on: date, option: Option) -> tuple[date, date]:
    """First and last day on which goods may arrive that leave on `ships_on`."""
    return option.service.arrival(ships_on, option.min_days, option.max_days)


def _quote(groups, place):
    groups = list(groups)
    tariffs = _tariffs([group.upt for group in groups], place)
    pickups = _pickups([group.upt for group in groups])
    return {group.key: _options(group, place, tariffs, pickups) for group in groups}


def _pickups(upts):
    """The ways to fetch, each with the keys of those UPTs that have outlets with hours."""
    outlets = Outlet.objects.filter(upt__in={upt.pk for upt in upts}, is_active=True, hours__isnull=False)
    return list(
        ShippingService.objects.filter(is_active=True, kind=ServiceKind.PICKUP).annotate(
            upts_with_outlets=ArraySubquery(outlets.order_by().values("upt").distinct())
        )
    )


def _tariffs(upts, place):
    """Every row that may count for these origins and this destination, in one query."""
    return list(
        Tariff.objects.filter(
            Q(origin_regency__isnull=True) | Q(origin_regency__in={upt.regency_id for upt in upts}),
            Q(destination_regency__isnull=True) | Q(destination_regency=place.regency_id),
            origin__in={upt.regency.province_id for upt in upts},
            destination=place.province_id,
            service__is_active=True,
            service__courier__isnull=False,
        ).select_related("service__courier")
    )


def _options(group, place, tariffs, pickups):
    lines = list(group.lines)
    kinds = allowed_kinds([line.product for line in lines])
    open_rows = (row for row in _rows_of(group.upt, place, tariffs) if row.max_kg != 0)
    carried = [row for row in open_rows if row.service.kind in kinds]
    sent = [option for row in carried if (option := _send(row, lines, kinds))]
    sent.sort(key=lambda option: (option.charge, option.max_days, option.service.position))
    fetched = [_fetch(service, group.upt) for service in pickups if _can_be_fetched(service, group.upt)]
    options = Options(sent + fetched)
    if not sent:
        obstacle = why_not_sent(lines, group.upt, place, carried=carried, may_fetch=bool(fetched))
        options.reason, options.blocking = obstacle.sentence, obstacle.product
    return options


def _rows_of(upt, place, tariffs):
    """One row a service: that of the nearest places. A regency's row wins over its province's."""
    best = {}
    for row in tariffs:
        if not _is_between(row, upt, place):
            continue
        if row.service_id not in best or _nearness(row) > _nearness(best[row.service_id]):
            best[row.service_id] = row
    return best.values()


def _is_between(row, upt, place):
    if row.origin_id != upt.regency.province_id or row.origin_regency_id not in (None, upt.regency_id):
        return False
    # A UPT's own errand goes no further than its own town, whatever a row says of the province.
    return row.service.kind != ServiceKind.LOCAL or place.regency_id == upt.regency_id


def _nearness(row):
    return row.destination_regency_id is not None, row.origin_regency_id is not None


def _send(row, lines, kinds):
    """The option that a tariff's row makes of these lines, or None when the courier would not take them."""
    courier = row.service.courier
    grams, packages = weight_and_packages(lines)
    kilograms = charged_kilograms(courier, grams, packages)
    if row.max_kg is not None and kilograms > row.max_kg:
        return None
    if _is_too_light(row.service, courier, rounded_kilograms(courier, grams, packages), kinds):
        return None
    if any(spoils_within(line.product, row.max_days) for line in lines):
        return None
    return Option(row.service, row.charge(kilograms), row.min_days, row.max_days, kilograms)


def _is_too_light(service, courier, kilograms, kinds):
    """Cargo's minimum is no offer for a shawl, unless cargo is all that may carry it."""
    return service.kind == ServiceKind.CARGO and kilograms < courier.min_kg and ServiceKind.REGULAR in kinds


def _can_be_fetched(service, upt):
    return bool(upt.pickup_place) or upt.pk in service.upts_with_outlets


def _fetch(service, upt):
    note = ", ".join(filter(None, (upt.pickup_place, upt.pickup_hours)))
    return Option(service, Decimal(0), 0, 0, 0, note)
