"""What Midtrans is told about one attempt to pay: as much as it needs, within its limits."""

import json
import math
import unicodedata
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from orders.payments import offering

NAME_LENGTH = 50
# BCA prints at most 30 characters of a name on a virtual account.
CUSTOMER_LENGTH = 30
MOST_LINES = 40
MOST_BYTES = 16_000
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=7)


def payload_of(attempt) -> dict:
    """The body of Snap's `POST /transactions` for one attempt."""
    amount = whole_rupiah(attempt.amount)
    body = {
        "transaction_details": {"order_id": attempt.midtrans_order_id, "gross_amount": amount},
        "customer_details": _customer(attempt.order),
        "credit_card": {"secure": True},
        "expiry": _expiry(attempt),
        "callbacks": {"finish": settings.SITE_URL + attempt.order.get_absolute_url()},
        "enabled_payments": offering.offered(),
    }
    return _with_lines(body, attempt.order, amount)


def whole_rupiah(amount) -> int:
    """Rupiah have no decimals, and this is no place to round them away."""
    if amount != int(amount):
        raise ValueError(f"{amount} is not a whole number of rupiah.")
    return int(amount)


def cleaned(name: str) -> str:
    """A name Midtrans accepts: no control characters, no `|`, at most 50 characters."""
    kept = "".join(" " if sign == "|" or unicodedata.category(sign)[0] == "C" else sign for sign in name)
    return " ".join(kept.split())[:NAME_LENGTH].strip() or "-"


def _customer(order):
    customer = {
        "first_name": cleaned(order.contact_name)[:CUSTOMER_LENGTH].strip(),
        "email": order.guest_email,
    }
    phone = order.contact_phone.as_e164 if order.contact_phone else ""
    # BNI refuses a virtual account for numbers of other countries.
    if phone.startswith("+62"):
        customer["phone"] = phone
    return customer


def _expiry(attempt):
    """Without a start the clock of a VA or QR would begin only when the buyer chooses it."""
    lasts = min(max(attempt.expires_at - attempt.created_at, SHORTEST), LONGEST)
    start = timezone.localtime(attempt.created_at)
    return {
        "start_time": start.strftime("%Y-%m-%d %H:%M:%S %z"),
        "unit": "minute",
        "duration": math.ceil(lasts / timedelta(minutes=1)),
    }


def _with_lines(body, order, amount):
    """Add the finest list of lines that Midtrans takes: every product, else every UPT, else the order as one."""
    for lines in _ways_to_list(order):
        if sum(line["price"] * line["quantity"] for line in lines) != amount:
            raise ValueError(f"The lines of {order.number} do not add up to {amount}.")
        full = body | {"item_details": lines}
        if len(json.dumps(full)) <= MOST_BYTES:
            return full
    return body


def _ways_to_list(order):
    goods = list(order.lines.select_related("upt_order__upt").order_by("pk"))
    charges = _charges(order)
    if len(goods) <= MOST_LINES:
        yield [_product(line) for line in goods] + charges
    yield _per_upt(goods) + charges


def _product(line):
    price, rest = divmod(whole_rupiah(line.line_price_incl_tax), line.quantity)
    if rest == 0:
        return {"id": f"B{line.pk}", "name": cleaned(line.title), "price": price, "quantity": line.quantity}
    # A discount spread over pieces need not divide evenly: then the line is sold as one.
    return _single(f"B{line.pk}", f"{line.quantity} × {line.title}", line.line_price_incl_tax)


def _per_upt(goods):
    sums = {}
    for line in goods:
        upt = line.upt_order.upt
        pieces, amount = sums.get(upt, (0, 0))
        sums[upt] = pieces + line.quantity, amount + line.line_price_incl_tax
    return [
        _single(
            f"UPT-{upt.code}", _("%(count)d barang, %(upt)s") % {"count": pieces, "upt": upt.name}, amount
        )
        for upt, (pieces, amount) in sums.items()
    ]


def _charges(order):
    """One line a UPT, even where bread and songket of the same UPT travel apart: ids must be unique."""
    sums = {}
    for part in order.upt_orders.select_related("upt").order_by("pk"):
        sums[part.upt] = sums.get(part.upt, 0) + part.shipping_charge
    return [
        _single(f"ONGKIR-{upt.code}", _("Ongkir dari %(city)s") % {"city": upt.city}, amount)
        for upt, amount in sums.items()
        if amount
    ]


def _single(identity, name, amount):
    return {"id": identity[:NAME_LENGTH], "name": cleaned(name), "price": whole_rupiah(amount), "quantity": 1}
