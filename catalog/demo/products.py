"""Products with their price and opening stock, published."""

import random
from datetime import timedelta

from django.utils import timezone
from oscar.core.loading import get_model

from catalog.demo.clock import clock_at
from catalog.demo.files import items, listed, number, rows, yes
from catalog.models import Availability, Category, Halal, Product, Publication
from upt_accounts import stock
from upt_accounts.models import Partner, StockRecord, Workshop

# Everything was in stock before the first of the demo's orders, and before it was first shown.
STOCKED_BEFORE = timedelta(days=90)


def load():
    known = set(StockRecord.objects.values_list("partner_sku", flat=True))
    missing = [row for row in rows("products.csv") if row["sku"] not in known]
    products = _create_products(missing)
    _hang_on_categories(missing, products)
    _open_stock(missing, products)
    return len(missing)


def product_class():
    """The one class of everything sold here: goods that are kept in stock and shipped."""
    return get_model("catalogue", "ProductClass").objects.get_or_create(
        slug="barang", defaults={"name": "Barang", "requires_shipping": True, "track_stock": True}
    )[0]


def _create_products(missing):
    upts = {upt.code: upt for upt in Partner.objects.all()}
    workshops = {(shop.upt_id, shop.name): shop for shop in Workshop.objects.all()}
    kind = product_class()
    now = timezone.now()
    # Published over the past months in an order of its own, so that "terbaru" shows more than one UPT.
    ages = random.Random(2026).sample(range(len(missing)), len(missing))  # noqa: S311 no secret depends on it
    products = [
        Product(
            product_class=kind,
            upt=upts[row["upt_code"]],
            workshop=workshops[upts[row["upt_code"]].pk, row["workshop"]],
            publication=Publication.PUBLISHED,
            is_public=True,
            published_at=now - timedelta(hours=11 * age),
            **_words(row),
            **_promise_and_parcel(row),
            **_food_facts(row),
        )
        for row, age in zip(missing, ages, strict=True)
    ]
    return Product.objects.bulk_create(products)


def _words(row):
    return {
        "title": row["title"],
        "slug": row["slug"],
        "description": row["description"],
        "dimensions": row["dimensions"],
        "materials": listed(row["materials"]),
        "technique": row["technique"],
        "motif": row["motif"],
        "colours": items(row["colours"]),
        "natural_dye": yes(row["natural_dye"]),
        "maker_initials": row["maker_initials"],
        "material_cost": number(row["material_cost_idr"]),
    }


def _promise_and_parcel(row):
    length, width, height = map(int, row["package_cm"].split("x"))
    return {
        "availability": row["availability_kind"],
        "lead_time_days": int(row["lead_time_days"]),
        "daily_capacity": number(row["daily_capacity"]),
        "is_unique": bool(yes(row["is_unique"])),
        "ship_scope": row["ship_scope"],
        "weight_grams": int(row["weight_grams"]),
        "package_length_cm": length,
        "package_width_cm": width,
        "package_height_cm": height,
    }


def _food_facts(row):
    if not yes(row["is_food"]):
        return {}
    return {
        "is_food": True,
        "ingredients": listed(row["ingredients"]),
        "allergens": listed(row["allergens"]),
        "net_weight": number(row["net_weight_g"]),
        "shelf_life_days": number(row["shelf_life_days"]),
        "storage": row["storage"],
        "pirt_number": row["pirt_no"],
        "halal": Halal.CERTIFIED if yes(row["halal"]) else Halal.NONE,
    }


def _hang_on_categories(missing, products):
    leaves = {category.slug: category for category in Category.objects.all()}
    link = get_model("catalogue", "ProductCategory")
    link.objects.bulk_create(
        link(product=product, category=leaves[row["category_slug"]])
        for row, product in zip(missing, products, strict=True)
    )


def _open_stock(missing, products):
    records = [
        StockRecord(
            product=product,
            partner=product.upt,
            partner_sku=row["sku"],
            price=int(row["price_idr"]),
            num_in_stock=opening_pieces(row, product),
        )
        for row, product in zip(missing, products, strict=True)
    ]
    with clock_at(timezone.now() - STOCKED_BEFORE):
        stock.open_records(records)


def opening_pieces(row, product):
    """What lies on the shelf on the first day; what is baked daily never does."""
    return 0 if product.availability == Availability.DAILY_BATCH else int(row["stock"])
