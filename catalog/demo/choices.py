"""What buyers of some demo products decide: sizes, colours, a name to print."""

from catalog.demo.files import items, rows, yes
from catalog.models import Choice, ChoiceOption, Product
from upt_accounts.models import StockRecord


def load():
    """For products of which nothing is asked yet."""
    asked = rows("choices.csv")
    records = StockRecord.objects.filter(partner_sku__in={row["sku"] for row in asked}, product__choices=None)
    products = {record.partner_sku: record.product for record in records.select_related("product")}
    missing = [row for row in asked if row["sku"] in products]
    for place, row in enumerate(missing):
        _create(products[row["sku"]], row, place)
    return len(missing)


def _create(product: Product, row, place):
    choice = Choice.objects.create(
        product=product,
        position=place,
        **{name: row[name] for name in ("name", "name_en", "kind")},
        is_required=yes(row["required"]),
        max_length=int(row["max_length"] or 20),
        surcharge=int(row["surcharge"] or 0),
    )
    ChoiceOption.objects.bulk_create(
        ChoiceOption(choice=choice, position=place, **_option(words))
        for place, words in enumerate(items(row["options"]))
    )


def _option(words):
    """ "Emas tua = Old gold +150000"."""
    names, _plus, surcharge = words.partition(" +")
    name, _is, name_en = names.partition(" = ")
    return {"name": name, "name_en": name_en, "surcharge": int(surcharge or 0)}
