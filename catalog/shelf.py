"""Price and stock of a product as its own UPT sets them; a product has one stock record, at its UPT."""

from django.db import transaction

from upt_accounts import stock
from upt_accounts.models import StockMovement, StockRecord


def record_of(product, *, lock=False):
    """The product's stock record, or None while it has none."""
    records = StockRecord.objects.select_for_update(of=("self",)) if lock else StockRecord.objects
    return records.filter(product=product).first()


@transaction.atomic
def put_on_shelf(product, *, price, pieces, actor):
    """Give a new product its stock record, with the pieces it starts with."""
    record = StockRecord.objects.create(
        product=product, partner=product.upt, partner_sku=f"{product.upt.code}-{product.pk}", price=price
    )
    stock.set_level(record, pieces, reason=StockMovement.Reason.OPENING, actor=actor)
    return record


def set_price(record, price):
    StockRecord.objects.filter(pk=record.pk).exclude(price=price).update(price=price)
