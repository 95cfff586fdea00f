import json

from django.core.management.base import BaseCommand, CommandError

from orders.models import Order
from orders.support import as_data


class Command(BaseCommand):
    help = "Shows an order, the UPTs' parts, its payments and what it reserves, for support and scripts."

    def add_arguments(self, parser):
        parser.add_argument("number", help="the order's number, like SC-K7RXW3H")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, number, as_json, **options):
        order = Order.objects.filter(number=number).first()
        if order is None:
            raise CommandError(f"There is no order {number}.")
        data = as_data(order)
        if as_json:
            self.stdout.write(json.dumps(data, ensure_ascii=False))
        else:
            self._tell(data)

    def _tell(self, data):
        self.stdout.write(f"{data['number']}  {data['status']}  Rp{data['total']}")
        for payment in data["payments"]:
            page = payment["redirect_url"] or "no page"
            self.stdout.write(
                f"payment  {payment['midtrans_order_id']}  {payment['status']}  Rp{payment['amount']}  {page}"
            )
        for part in data["upt_orders"]:
            sent = ", ".join(f"{parcel['courier']} {parcel['tracking']}" for parcel in part["parcels"])
            self.stdout.write(
                f"part     {part['upt']}  {part['status']}  {part['method']}  Rp{part['cost']}  "
                f"promised {part['promised']}  {sent or 'not sent'}"
            )
        for line in data["lines"]:
            self.stdout.write(
                f"line     {line['upt']}  product {line['product_id']}  {line['quantity']} x Rp{line['unit_price']}  "
                f"reserved {line['reserved']}  sent {line['sent']}"
            )
            for choice in line["choices"]:
                self.stdout.write(f"         {choice['name']}: {choice['value']}  Rp{choice['surcharge']}")
