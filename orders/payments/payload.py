"""What Snap is told about an attempt (Midtrans: Snap API, request body). Whole rupiah throughout."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

NAME_LENGTH = 50
MOST_LINES = 40
MIDTRANS_ZONE = ZoneInfo("Asia/Jakarta")
FORBIDDEN = re.compile(r"[\x00-\x1f\x7f|]+")
PAGE_MINUTES = 5


def payload_of(attempt, now) -> dict:
    """The body for a new payment page. Raises ValueError if the lines do not add up to the attempt's amount."""
    order = attempt.order
    parts = list(order.upt_orders.select_related("upt").prefetch_related("lines"))
    items = [*_goods(parts), *_charges(parts)]
    if sum(item["price"] * item["quantity"] for item in items) != attempt.amount:
        raise ValueError(f"lines of {order.number} do not add up to {attempt.amount}")
    minutes = max(PAGE_MINUTES, int((attempt.expires_at - now) / timedelta(minutes=1)))
    return {
        "transaction_details": {"order_id": attempt.midtrans_order_id, "gross_amount": int(attempt.amount)},
        "item_details": items,
        "customer_details": {
            "first_name": cleaned(order.contact_name, 30),
            "email": order.guest_email,
            "phone": str(order.contact_phone),
        },
        "credit_card": {"secure": True},
        "callbacks": {"finish": settings.SITE_URL + order.get_absolute_url()},
        # Without a start the clock of a VA begins only when the buyer picks it.
        "expiry": {
            "start_time": now.astimezone(MIDTRANS_ZONE).strftime("%Y-%m-%d %H:%M:%S %z"),
            "unit": "minute",
            "duration": minutes,
        },
        "page_expiry": {"unit": "minute", "duration": minutes},
    }


def cleaned(text, length=NAME_LENGTH):
    """One line without control characters and `|`, which Alfamart's machines read as a separator."""
    return " ".join(FORBIDDEN.sub(" ", text).split())[:length].strip() or "-"


def _goods(parts):
    """A line each; of very many, one a parcel: the whole body may have 16 kB."""
    if sum(len(part.lines.all()) for part in parts) > MOST_LINES:
        return [
            _item(part.number, _("Barang dari %(upt)s") % {"upt": part.upt.name},
                  sum(line.line_price_incl_tax for line in part.lines.all()))
            for part in parts
        ]  # fmt: skip
    return [
        _item(f"BARANG-{line.pk}", line.title, line.unit_price_incl_tax, line.quantity)
        for part in parts
        for line in part.lines.all()
    ]


def _charges(parts):
    return [
        _item(f"ONGKIR-{part.number}", _("Ongkir %(upt)s") % {"upt": part.upt.name}, part.shipping_charge)
        for part in parts
        if part.shipping_charge
    ]


def _item(item_id, name, price, quantity=1):
    return {"id": item_id[:NAME_LENGTH], "name": cleaned(name), "price": int(price), "quantity": quantity}
