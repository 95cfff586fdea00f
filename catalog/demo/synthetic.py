"""Many products that look like real ones, for benchmarks: each the same wherever and whenever it is made."""

import random
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from oscar.core.loading import get_model

from catalog.demo import categories, synthetic_capacity
from catalog.demo.products import product_class
from catalog.models import (
    Availability,
    Category,
    Halal,
    Product,
    ProductImage,
    Publication,
    ShipScope,
    Storage,
)
from upt_accounts import stock
from upt_accounts.models import Kanwil, Partner, StockRecord, UptKind, Workshop
from upt_accounts.models.partner import TimeZone
from upt_accounts.regions import loading as regions
from upt_accounts.regions.models import Regency

UPTS = 100
BATCH = 2000
SKU = "SYN-{:07d}"
PUBLISHED_FROM = datetime(2026, 1, 1, tzinfo=UTC)

THINGS = [
    "Tas",
    "Selendang",
    "Kain",
    "Kemeja",
    "Dompet",
    "Bakul",
    "Kursi",
    "Lampu",
    "Bros",
    "Topi",
    "Taplak",
    "Mukena",
]
WAYS = ["Tenun", "Batik", "Anyaman", "Sulam", "Ukir", "Jumputan", "Songket", "Rajut", "Sablon", "Tapis"]
MOTIFS = [
    "Bungo Pacik",
    "Pucuk Rebung",
    "Enggang",
    "Kawung",
    "Naga",
    "Teratai",
    "Ombak",
    "Bintang",
    "Sirih",
    "Megar",
]
COLOURS = ["merah", "emas", "hijau", "biru", "cokelat", "krem", "hitam", "putih"]
FOODS = ["Roti", "Bolu", "Donat", "Lumpia", "Tempe", "Pastel"]
ZONES = {"61": TimeZone.WIB_KALIMANTAN, "62": TimeZone.WIB_KALIMANTAN}
ZONES_BY_ISLANDS = {
    "5": TimeZone.WITA,
    "6": TimeZone.WITA,
    "7": TimeZone.WITA,
    "8": TimeZone.WIT,
    "9": TimeZone.WIT,
}


def load(count: int) -> int:
    """Bring the number of synthetic products up to `count`; returns how many were added."""
    workshops = _workshops()
    leaves = _leaves()
    drawn = ProductImage.objects.filter(display_order=0).exclude(product__upt__code__startswith="SYN")
    pictures = list(drawn.order_by("pk"))
    begin = StockRecord.objects.filter(partner_sku__startswith="SYN-").count()
    for start in range(begin, count, BATCH):
        _add(range(start, min(start + BATCH, count)), workshops, leaves, pictures)
    synthetic_capacity.load(workshops)
    if count > begin:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return max(0, count - begin)


@transaction.atomic
def _workshops():
    """One workshop in each of the synthetic UPTs, which are made when they are missing."""
    if not Regency.objects.exists():
        regions.load()
    known = set(Partner.objects.values_list("code", flat=True))
    places = list(Regency.objects.select_related("province").order_by("code"))[:: 514 // UPTS]
    kanwil = Kanwil.objects.get_or_create(name="Kanwil Sintetis")[0]
    missing = [_upt(n, places[n], kanwil) for n in range(UPTS) if f"SYN{n:03d}" not in known]
    Workshop.objects.bulk_create(
        Workshop(upt=upt, name="Bengkel Sintetis", kind="sewing", capacity_per_day=20, lead_time_days=5)
        for upt in Partner.objects.bulk_create(missing)
    )
    return list(
        Workshop.objects.filter(upt__code__startswith="SYN").select_related("upt").order_by("upt__code")
    )


def _dice(subject, n):
    return random.Random(f"{subject} {n}")  # noqa: S311 no secret depends on it


def _upt(n, regency, kanwil):
    place = regency.name.partition(" ")[2]
    province = regency.province_id
    return Partner(
        code=f"SYN{n:03d}",
        name=f"Lapas Sintetis {n:03d} {place}",
        slug=f"lapas-sintetis-{n:03d}",
        kind=UptKind.LAPAS,
        kanwil=kanwil,
        regency=regency,
        city=place,
        postal_code=f"{10_000 + n * 800}",
        latitude=-n / 10,
        longitude=95 + n * 45 / UPTS,
        time_zone=ZONES.get(province) or ZONES_BY_ISLANDS.get(province[0], TimeZone.WIB),
        email=f"giatja.syn{n:03d}@example.invalid",
        pickup_place="Gerai di gerbang",
    )


def _leaves():
    """Leaf categories: those of food, and the others."""
    if not Category.objects.exists():
        categories.load()
    leaves = Category.objects.filter(numchild=0).order_by("path")
    return {
        True: [leaf for leaf in leaves if leaf.path_slug.startswith("kuliner/")],
        False: [leaf for leaf in leaves if not leaf.path_slug.startswith("kuliner/")],
    }


@transaction.atomic
def _add(numbers, workshops, leaves, pictures):
    kind = product_class()
    products = Product.objects.bulk_create(_product(n, workshops[n % len(workshops)], kind) for n in numbers)
    link = get_model("catalogue", "ProductCategory")
    link.objects.bulk_create(
        link(product=product, category=_dice("kategori", n).choice(leaves[product.is_food]))
        for n, product in zip(numbers, products, strict=True)
    )
    stock.open_records(_stock(n, product) for n, product in zip(numbers, products, strict=True))
    if pictures:
        ProductImage.objects.bulk_create(
            _picture(product, pictures[n % len(pictures)])
            for n, product in zip(numbers, products, strict=True)
        )


def _product(n, workshop, kind):
    dice = _dice("produk", n)
    availability = dice.choices(list(Availability), weights=[65, 25, 10])[0]
    way, motif = dice.choice(WAYS), dice.choice(MOTIFS)
    daily = availability == Availability.DAILY_BATCH
    thing = dice.choice(FOODS if daily else THINGS)
    return Product(
        product_class=kind,
        upt=workshop.upt,
        workshop=workshop,
        title=f"{thing} {way} {motif} {n}",
        slug=f"{thing}-{way}-{motif}-{n}".lower().replace(" ", "-"),
        description=f"{thing} dengan motif {motif.lower()}, produk sintetis untuk pengukuran.",
        publication=Publication.PUBLISHED,
        is_public=True,
        published_at=PUBLISHED_FROM + timedelta(minutes=n),
        availability=availability,
        lead_time_days=dice.randint(5, 30) if availability == Availability.MADE_TO_ORDER else 1,
        weight_grams=dice.randint(1, 40) * 100,
        technique=way.lower(),
        motif=motif.lower(),
        colours=dice.sample(COLOURS, 2),
        **(_food_facts(dice) if daily else {}),
    )


def _food_facts(dice):
    return {
        "is_food": True,
        "daily_capacity": dice.randint(10, 60),
        "ship_scope": ShipScope.LOCAL_OR_PICKUP,
        "ingredients": "tepung terigu, ragi, gula",
        "shelf_life_days": 3,
        "storage": Storage.ROOM,
        "halal": Halal.CERTIFIED,
    }


def _stock(n, product):
    dice = _dice("stok", n)
    return StockRecord(
        product=product,
        partner=product.upt,
        partner_sku=SKU.format(n),
        price=round(15_000 * 1.06 ** dice.uniform(0, 95) / 500) * 500,
        num_in_stock=product.daily_capacity or dice.choice([0, 1, 3, 8, 20, 60, 150]),
    )


def _picture(product, model):
    """The files of a demo picture once more: benchmarks need rows, not ten thousand files."""
    return ProductImage(
        product=product,
        original=model.original.name,
        alt_id=model.alt_id,
        alt_en=model.alt_en,
        width=model.width,
        height=model.height,
        renditions=model.renditions,
    )
