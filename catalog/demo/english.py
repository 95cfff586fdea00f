"""The demo products in English. `products_en.csv` is a translation of `products.csv`, sentence by sentence."""

from catalog.demo.files import rows
from catalog.models import Product
from upt_accounts.models import StockRecord

TRANSLATED = {"title": "title_en", "description": "description_en"}


def load():
    """Fill what is empty, as long as people have left the Indonesian words as they were."""
    english = {row["sku"]: row for row in rows("products_en.csv")}
    indonesian = {row["sku"]: row for row in rows("products.csv")}
    records = StockRecord.objects.filter(partner_sku__in=english).select_related("product")
    changed = [
        record.product
        for record in records
        if _fill(record.product, indonesian[record.partner_sku], english[record.partner_sku])
    ]
    Product.objects.bulk_update(changed, list(TRANSLATED.values()))
    return len(changed)


def _fill(product, indonesian, english):
    """Whether anything was missing."""
    missing = {
        name: english[name]
        for original, name in TRANSLATED.items()
        if not getattr(product, name) and getattr(product, original) == indonesian[original]
    }
    for name, words in missing.items():
        setattr(product, name, words)
    return bool(missing)
