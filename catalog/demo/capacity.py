"""Looms, steps of work and the oven's next days of the demo shop. Numbers are invented."""

from catalog.capacity import oven
from catalog.capacity.looms import lock, write
from catalog.capacity.models import Loom
from catalog.demo import outlets
from catalog.models import Availability
from upt_accounts.models import Workshop

MOST_LOOMS = 10
# What a place of work is called, and what a piece goes through there, by the kind of workshop.
PLACES = {
    "weaving": ("ATBM", ["Menyiapkan benang", "Menenun", "Finishing"]),
    "tie_dye": ("Meja ikat", ["Mengikat", "Mencelup", "Membuka dan mencuci"]),
    "batik": ("Gawangan", ["Membatik", "Mewarna", "Melorod"]),
    "furniture": ("Bangku kerja", ["Memotong", "Merakit", "Finishing"]),
    "wood": ("Bangku kerja", ["Memotong", "Mengukir", "Finishing"]),
}
PLACE = ("Meja kerja", ["Menyiapkan bahan", "Mengerjakan", "Finishing"])


def load():
    return _looms() + oven.open_days() + outlets.load()


def _looms():
    made = list(
        Workshop.objects.filter(products__availability=Availability.MADE_TO_ORDER, looms=None).distinct()
    )
    count = 0
    for workshop in made:
        place, steps = PLACES.get(workshop.kind, PLACE)
        numbers = range(1, min(max(2, workshop.capacity_per_day), MOST_LOOMS) + 1)
        count += len(Loom.objects.bulk_create(Loom(workshop=workshop, name=f"{place} {n}") for n in numbers))
        Workshop.objects.filter(pk=workshop.pk).update(steps=steps)
    for workshop in lock([workshop.pk for workshop in made]).values():
        write(workshop)
    return count
