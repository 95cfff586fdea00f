"""Fill an installation with the demo shop. In this room, the topmost, since it loads all of them."""

from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from catalog.demo import (
    capacity,
    categories,
    choices,
    curation,
    english,
    events,
    partners,
    people,
    pictures,
    products,
    upts,
    workshops,
)
from orders.demo import orders
from orders.demo.tariffs import load_tariffs
from orders.shipping.models import Courier, ShippingService, Tariff
from upt_accounts.regions import loading as regions


def _load_tariffs():
    before = sum(model.objects.count() for model in (Courier, ShippingService, Tariff))
    return sum(load_tariffs().values()) - before


# In order, as the later point to the earlier. Each adds what is missing and returns how many rows it added.
STEPS = [
    ("wilayah", regions.load),
    ("UPT", upts.load),
    ("bengkel", workshops.load),
    ("kategori", categories.load),
    ("produk", products.load),
    ("alat kerja dan produksi", capacity.load),
    ("pilihan pembeli", choices.load),
    ("bahasa Inggris", english.load),
    ("gambar", pictures.load),
    ("mitra", partners.load),
    ("acara", events.load),
    ("usulan kurasi", curation.load),
    ("orang", people.load),
    ("kurir dan tarif", _load_tariffs),
    ("pesanan", orders.load),
]
# Two commands at once wait for each other, step by step.
LOCK = 7_420_260_101


class Command(BaseCommand):
    help = (
        "Loads the demo data: adds what is missing, changes nothing else. Safe to run again or to interrupt."
    )

    def handle(self, **options):
        if not settings.DEMO_SITE:
            raise CommandError(
                "This is no demo site. Set DEMO_SITE=1 to fill it with invented goods and people."
            )
        began = monotonic()
        added = sum(self._take(name, load) for name, load in STEPS)
        if added:
            self.stdout.write(f"Demo data: {added} rows added in {monotonic() - began:.1f} s.")
        else:
            self.stdout.write("Demo data: all there already, nothing changed.")

    def _take(self, name, load):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            count = load()
        if count:
            self.stdout.write(f"  {name}: {count}")
        return count
