import json

from django.core.management.base import BaseCommand, CommandError

from catalog.models import Availability, Product
from catalog.promises import promise_of


class Command(BaseCommand):
    help = "Shows what a product costs, what is left of it and what is promised, for support and scripts."

    def add_arguments(self, parser):
        parser.add_argument("id", help="the number at the end of the product's address")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, id, as_json, **options):
        facts = _facts(_product(id))
        if as_json:
            self.stdout.write(json.dumps(facts))
            return
        for name, value in facts.items():
            self.stdout.write(f"{name:<10} {'-' if value is None else value}")


def _product(number):
    found = Product.objects.priced().promised().filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        raise CommandError(f"There is no product {number}.")
    return found


def _facts(product):
    """The figures of the contract; no promise where nothing is left, no price where none was set.

    Of what is made daily they are those of the next day that takes orders; looms alone limit what is made to order.
    """
    record = product.stockrecords.first()
    promise = promise_of(product)
    stock, reserved = (record.num_in_stock, record.num_allocated) if record else (0, 0)
    if product.availability == Availability.DAILY_BATCH:
        stock = promise.batch or 0 if promise.available else 0
        reserved = stock - promise.available
    return {
        "id": product.pk,
        "upt": product.upt.code,
        "price": int(record.price) if record and record.price is not None else None,
        "kind": product.availability,
        "stock": stock,
        "reserved": reserved,
        "available": promise.available,
        "promise": None if promise.sold_out else promise.ships_on.isoformat(),
    }
