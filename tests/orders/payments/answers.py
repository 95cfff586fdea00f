"""Answers of Midtrans' status API, as its documentation shows them."""

import hashlib

from django.conf import settings

from orders.payments.workflow import open_attempt
from tests.factories.orders import UptOrderFactory, add_line
from tests.factories.products import ProductFactory

CODES = {"pending": "201", "deny": "202", "expire": "202", "cancel": "202"}


def an_attempt(stock=10, quantity=1):
    part = UptOrderFactory()
    add_line(part, ProductFactory(upt=part.upt, stock=stock), quantity)
    part.order.refresh_from_db()
    return open_attempt(part.order)


def body_of(attempt, state, **changes):
    return {
        "order_id": attempt.midtrans_order_id,
        "status_code": CODES.get(state, "200"),
        "gross_amount": f"{attempt.amount}.00",
        "currency": "IDR",
        "transaction_status": state,
        "transaction_id": "t-1",
        "payment_type": "bank_transfer",
        **changes,
    }


def signed(body):
    text = body["order_id"] + body["status_code"] + body["gross_amount"] + settings.MIDTRANS_SERVER_KEY
    return {**body, "signature_key": hashlib.sha512(text.encode()).hexdigest()}
