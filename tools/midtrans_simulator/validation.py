"""What Snap accepts (Midtrans: Snap API, request body)."""

import re
from urllib.parse import urlsplit

from tools.midtrans_simulator import expiry

MOST_BYTES = 16_000
ORDER_ID = re.compile(r"[A-Za-z0-9\-_~.]{1,50}")
MOST_RUPIAH = 10**12
ITEM_TEXTS = ("id", "name", "brand", "category", "merchant_name", "url")
ADDRESS_TEXTS = {"address": 255, "city": 100, "postal_code": 10, "country_code": 10}


def problems(body) -> list[str]:
    """What is wrong with the body of `POST /transactions`; nothing if it is right."""
    if not isinstance(body, dict):
        return ["request body must be a JSON object"]
    details = body.get("transaction_details")
    if not isinstance(details, dict):
        return ["transaction_details is required"]
    return [
        *_of_details(details),
        *_of_items(body.get("item_details"), details.get("gross_amount")),
        *_of_customer(body.get("customer_details")),
        *_of_choices(body),
        *_of_times(body),
        *_too_long(body, dict.fromkeys(("custom_field1", "custom_field2", "custom_field3"), 255), ""),
    ]


def _of_details(details):
    order_id, amount = details.get("order_id"), details.get("gross_amount")
    if not isinstance(order_id, str) or not order_id:
        yield "transaction_details.order_id is required"
    elif not ORDER_ID.fullmatch(order_id):
        yield "transaction_details.order_id has more than 50 characters or others than A-Z a-z 0-9 - _ ~ ."
    if type(amount) is not int:
        yield "transaction_details.gross_amount must be a whole number"
    elif not 1 <= amount < MOST_RUPIAH:
        yield "transaction_details.gross_amount must be greater than or equal to 1"


def _of_items(items, amount):
    if items is None:
        return
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        yield "item_details must be a list of objects"
        return
    found = [problem for place, item in enumerate(items) for problem in _of_item(place, item)]
    yield from found
    if not found and sum(item["price"] * item["quantity"] for item in items) != amount:
        yield "transaction_details.gross_amount is not equal to the sum of item_details"


def _of_item(place, item):
    where = f"item_details[{place}]"
    if type(item.get("price")) is not int:
        yield f"{where}.price must be a whole number"
    if type(item.get("quantity")) is not int or item["quantity"] < 1:
        yield f"{where}.quantity must be a whole number of at least 1"
    if not item.get("name"):
        yield f"{where}.name is required"
    if "|" in str(item.get("name")):
        yield f"{where}.name must not contain |"
    yield from _too_long(item, dict.fromkeys(ITEM_TEXTS, 50), f"{where}.")


def _of_customer(customer):
    if customer is None:
        return
    if not isinstance(customer, dict):
        yield "customer_details must be an object"
        return
    names = ("first_name", "last_name", "email", "phone")
    yield from _too_long(customer, dict.fromkeys(names, 255), "customer_details.")
    for name in ("billing_address", "shipping_address"):
        address = customer.get(name)
        if isinstance(address, dict):
            yield from _too_long(address, ADDRESS_TEXTS, f"customer_details.{name}.")
        elif address is not None:
            yield f"customer_details.{name} must be an object"


def _of_choices(body):
    enabled = body.get("enabled_payments")
    if enabled is not None and not (
        isinstance(enabled, list) and all(isinstance(name, str) for name in enabled)
    ):
        yield "enabled_payments must be a list of names"
    card = body.get("credit_card")
    if card is not None and not (isinstance(card, dict) and isinstance(card.get("secure", False), bool)):
        yield "credit_card.secure must be true or false"
    callbacks = body.get("callbacks")
    if callbacks is not None and not (isinstance(callbacks, dict) and _is_address(callbacks.get("finish"))):
        yield "callbacks.finish must be an address"


def _is_address(text):
    return text is None or (isinstance(text, str) and urlsplit(text).scheme in {"http", "https"})


def _of_times(body):
    for name in ("expiry", "page_expiry"):
        times = body.get(name)
        if times is None:
            continue
        try:
            expiry.start(times)
            lasts = expiry.length(times)
        except (ValueError, AttributeError):
            yield f"{name} is invalid"
        else:
            if name == "expiry" and not expiry.SHORTEST <= lasts <= expiry.LONGEST:
                yield "expiry must last from 5 minutes to 7 days"


def _too_long(values, limits, where):
    for name, most in limits.items():
        value = values.get(name)
        if value is not None and not (isinstance(value, str | int) and len(str(value)) <= most):
            yield f"{where}{name} must be a text of at most {most} characters"
