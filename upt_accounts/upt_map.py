"""Where the UPTs are: points to be drawn over static/img/nusantara.svg, and the list that says the same in words."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from upt_accounts.models import Partner

# The frame of nusantara.svg: twenty units a degree, from 94.5° east and 6.5° north.
UNITS, WEST, NORTH = 20, 94.5, 6.5
WIDTH, HEIGHT = 940, 360
# Names nearer than this (in units) would run into each other.
APART = (130, 34)


@dataclass(frozen=True)
class Place:
    x: float
    y: float
    name: str
    upts: int

    @property
    def is_far_east(self):
        """Its name would leave the map on the right."""
        return self.x > WIDTH - APART[0]


class UptMap:
    """All UPTs whose shop is open, in one query; `provinces` are (province, its UPTs)."""

    width, height = WIDTH, HEIGHT

    def __init__(self):
        self.upts = list(
            Partner.objects.selling()
            .select_related("regency__province")
            .annotate(product_count=Coalesce(Subquery(_count_of_products()), 0))
            .order_by("regency__province__name", "name")
        )

    @property
    def provinces(self):
        grouped = groupby(self.upts, lambda upt: upt.regency.province)
        return [(province, list(upts)) for province, upts in grouped]

    @property
    def places(self):
        """One for each town, those with most UPTs last, so that they are drawn on top."""
        towns = {}
        for upt in self.upts:
            towns.setdefault(upt.regency_id, []).append(upt)
        return sorted(map(_place, towns.values()), key=lambda place: (place.upts, place.name))

    @property
    def named_places(self):
        """The places whose names find room, the busiest first."""
        named = []
        for place in reversed(self.places):
            if all(abs(place.x - other.x) > APART[0] or abs(place.y - other.y) > APART[1] for other in named):
                named.append(place)
        return named


def _count_of_products():
    """Counted for one UPT after the other by an index: grouping all products would read every row."""
    public = get_model("catalogue", "Product").objects.filter(upt=OuterRef("pk"), is_public=True).order_by()
    return public.values("upt").annotate(count=Count("pk")).values("count")


def _place(upts):
    first = upts[0]
    x = (float(first.longitude) - WEST) * UNITS
    y = (NORTH - float(first.latitude)) * UNITS
    return Place(round(x, 1), round(y, 1), first.city, len(upts))
