"""Invented prices and days between two provinces, by distance: near what Indonesian couriers ask.

Economy does not reach Maluku and Papua, express no far province, cargo nothing without a road or a harbour,
and nobody from elsewhere flies into Papua Pegunungan. So the shop can show how it says "not served".
"""

from dataclasses import dataclass
from math import asin, cos, radians, sqrt

EARTH_KM = 6371
EAST = {"maluku", "papua"}
# Papua Selatan, Papua Tengah, Papua Pegunungan: reached by air or by a rare ship.
HARD_TO_REACH = {"93", "94", "95"}
BY_AIR_ONLY = {"95"}
# Up to so many kilometres: days of a regular service.
REGULAR_DAYS = [(150, 1, 2), (600, 2, 3), (1500, 3, 5), (3000, 4, 7), (20_000, 6, 10)]


@dataclass(frozen=True)
class Centre:
    """The capital of a province, standing for all of it."""

    province_code: str
    island: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Route:
    origin: Centre
    destination: Centre

    @property
    def kilometres(self):
        """Along the globe (haversine)."""
        north, south = radians(self.origin.latitude), radians(self.destination.latitude)
        width = radians(self.destination.longitude - self.origin.longitude)
        half_chord = sqrt(((1 - cos(north - south)) + cos(north) * cos(south) * (1 - cos(width))) / 2)
        return 2 * EARTH_KM * asin(half_chord)

    @property
    def provinces(self):
        return {self.origin.province_code, self.destination.province_code}

    @property
    def islands(self):
        return {self.origin.island, self.destination.island}

    @property
    def leaves_the_island(self):
        return len(self.islands) > 1

    @property
    def flies_into_the_highlands(self):
        return bool(self.provinces & BY_AIR_ONLY) and self.leaves_the_island

    @property
    def regular_price(self):
        """Rupiah a kilogram of an ordinary service."""
        surcharge = 3_000 * self.leaves_the_island + 12_000 * bool(self.islands & EAST)
        return 10_000 + 22 * self.kilometres + surcharge

    @property
    def regular_days(self):
        return next((least, most) for limit, least, most in REGULAR_DAYS if self.kilometres <= limit)


@dataclass(frozen=True)
class Price:
    """`first` for the courier's minimum weight, `further` for each kilogram beyond, rupiah."""

    first: int
    further: int
    min_days: int
    max_days: int
    max_kg: int


def _price(route, *, percent, first_kg=1, later=(0, 0), max_kg):
    per_kg = rounded(route.regular_price * percent / 100)
    least, most = route.regular_days
    return Price(per_kg * first_kg, per_kg, least + later[0], most + later[1], max_kg)


def rounded(rupiah):
    return 500 * round(rupiah / 500)


def jne_reg(route):
    return None if route.flies_into_the_highlands else _price(route, percent=100, max_kg=50)


def sicepat_reg(route):
    if route.provinces & HARD_TO_REACH:
        return None
    return _price(route, percent=94, max_kg=50)


def pos_reguler(route):
    return None if route.flies_into_the_highlands else _price(route, percent=88, later=(1, 2), max_kg=30)


def jnt_eco(route):
    if route.islands & EAST and route.leaves_the_island:
        return None
    return _price(route, percent=78, later=(1, 3), max_kg=50)


def jne_yes(route):
    if route.kilometres > 1400 or route.provinces & HARD_TO_REACH:
        return None
    per_kg = rounded(route.regular_price * 180 / 100)
    return Price(per_kg, per_kg, 1, 1 if route.kilometres <= 700 else 2, 20)


def jnt_cargo(route):
    if route.provinces & HARD_TO_REACH:
        return None
    return _price(route, percent=26, first_kg=10, later=(2, 4), max_kg=300)


SERVICES = {
    "jne-reg": jne_reg,
    "sicepat-reg": sicepat_reg,
    "pos-reguler": pos_reguler,
    "jnt-eco": jnt_eco,
    "jne-yes": jne_yes,
    "jnt-cargo": jnt_cargo,
}
