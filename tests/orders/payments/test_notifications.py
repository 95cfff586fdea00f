import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from orders import workflow
from orders.models import OrderStatus
from orders.payments.checking import ask
from orders.payments.exceptions import GatewayRefused, GatewayUnavailable
from orders.payments.models import Notification, PaymentRecord, RefundCase
from orders.payments.workflow import open_attempt
from tests.factories.products import stock_of
from tests.orders.payments.answers import an_attempt, body_of, signed

pytestmark = pytest.mark.django_db
ADDRESS = "/pembayaran/midtrans/notifikasi/"


def tell(client, midtrans, attempt, state, **changes):
    midtrans[attempt.midtrans_order_id] = body = body_of(attempt, state, **changes)
    response = client.post(ADDRESS, json.dumps(signed(body)), content_type="application/json")
    attempt.refresh_from_db()
    attempt.order.refresh_from_db()
    return response.status_code, response.content.decode()


def test_a_settlement_pays_the_order(client, midtrans, attempt):
    assert tell(client, midtrans, attempt, "settlement") == (200, "paid")

    assert (attempt.status, attempt.order.status) == ("settled", OrderStatus.PAID)
    assert [(row.kind, row.amount) for row in attempt.records.all()] == [("settlement", attempt.amount)]


def test_repeated_and_late_news_change_nothing(client, midtrans, attempt):
    tell(client, midtrans, attempt, "settlement")

    outcomes = [tell(client, midtrans, attempt, state)[1] for state in ("settlement", "pending", "expire")]

    assert outcomes == ["repeated", "ignored", "ignored"]
    assert attempt.order.status == OrderStatus.PAID
    assert attempt.order.mails.filter(event="paid").count() == PaymentRecord.objects.count() == 1


def test_who_paid_twice_is_still_paid_when_the_bank_takes_the_first_payment_back(client, midtrans, attempt):
    tell(client, midtrans, attempt, "settlement")
    second = open_attempt(attempt.order)
    tell(client, midtrans, second, "settlement", transaction_id="t-2")

    assert tell(client, midtrans, attempt, "deny")[1] == "reversed"

    assert attempt.order.status == OrderStatus.PAID
    assert [(case.reason, bool(case.closed_at)) for case in second.refund_cases.all()] == [("double", True)]
    assert [(case.reason, bool(case.closed_at)) for case in attempt.refund_cases.all()] == [
        ("reversed", False)
    ]


def test_a_va_number_is_kept_for_the_buyer(client, midtrans, attempt):
    numbers = [{"bank": "bca", "va_number": "12345678901"}]

    assert tell(client, midtrans, attempt, "pending", va_numbers=numbers) == (200, "pending")
    assert attempt.instructions == {"va_numbers": numbers}


def test_a_denied_card_leaves_the_order_payable_by_other_means(client, midtrans, attempt):
    assert tell(client, midtrans, attempt, "deny", fraud_status="accept") == (200, "denied")
    assert attempt.order.status == OrderStatus.AWAITING_PAYMENT

    assert tell(client, midtrans, attempt, "settlement", transaction_id="t-2") == (200, "paid")


def test_a_challenged_card_is_not_paid(client, midtrans, attempt):
    assert tell(client, midtrans, attempt, "capture", fraud_status="challenge") == (200, "challenged")
    assert attempt.order.paid_at is None


def test_expiry_gives_the_goods_back_and_late_money_takes_them_again(client, midtrans, attempt):
    product = attempt.order.lines.get().product
    assert tell(client, midtrans, attempt, "expire") == (200, "expired")
    assert stock_of(product).num_allocated == 0

    assert tell(client, midtrans, attempt, "settlement") == (200, "paid")
    assert stock_of(product).num_allocated == 1


def test_late_money_for_goods_that_are_gone_waits_to_go_back(client, midtrans):
    attempt = an_attempt(stock=1)
    tell(client, midtrans, attempt, "expire")
    stock_of(attempt.order.lines.get().product).allocate(1)

    assert tell(client, midtrans, attempt, "settlement") == (200, "late")
    assert attempt.order.status == OrderStatus.REFUND_DUE
    assert [(case.reason, case.amount) for case in RefundCase.objects.all()] == [("late", attempt.amount)]


def test_a_second_payment_of_one_order_waits_to_go_back(client, midtrans, attempt):
    tell(client, midtrans, attempt, "settlement")
    second = open_attempt(attempt.order)

    assert tell(client, midtrans, second, "settlement", transaction_id="t-9") == (200, "double")
    assert RefundCase.objects.get().reason == "double"


def test_the_bank_taking_the_money_back_stops_the_parcel(client, midtrans, attempt):
    tell(client, midtrans, attempt, "settlement")

    assert tell(client, midtrans, attempt, "deny") == (200, "reversed")
    assert attempt.order.status == OrderStatus.AWAITING_PAYMENT
    assert RefundCase.objects.get().reason == "reversed"


@pytest.mark.parametrize(
    "changes",
    [{"gross_amount": "1.00"}, {"currency": "USD"}, {"order_id": "SC-OTHER-1"}, {"gross_amount": "x"}],
)
def test_an_answer_about_other_money_pays_nothing_and_calls_a_person(client, midtrans, attempt, changes):
    body = body_of(attempt, "settlement")
    midtrans[attempt.midtrans_order_id] = body | changes

    response = client.post(ADDRESS, json.dumps(signed(body)), content_type="application/json")

    attempt.order.refresh_from_db()
    assert (response.status_code, response.content) == (200, b"mismatch")
    assert attempt.order.paid_at is None
    assert RefundCase.objects.get().reason == "wrong_amount"


@pytest.mark.parametrize("trouble", [GatewayUnavailable("down"), GatewayRefused(404)])
def test_while_midtrans_cannot_be_asked_it_is_told_to_come_again(client, midtrans, attempt, trouble):
    midtrans[attempt.midtrans_order_id] = trouble
    body = signed(body_of(attempt, "settlement"))

    response = client.post(ADDRESS, json.dumps(body), content_type="application/json")

    assert response.status_code == 503
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400), (b"[]", 400), (b"{}", 400), (b"\xff\xfe", 400), (b"[" * 50_000, 400), (b"NaN", 400),
        (b'{"order_id": 1, "status_code": "200", "gross_amount": "1", "signature_key": "x"}', 400),
        (b'{"order_id": "a\\u0000b", "status_code": "200", "gross_amount": "1", "signature_key": "x"}', 400),
        (b'{"order_id": "a/../b", "status_code": "200", "gross_amount": "1", "signature_key": "x"}', 400),
        (b'{"order_id": "a", "status_code": "\\ud800", "gross_amount": "1", "signature_key": "x"}', 400),
        (b'{"order_id": "a", "status_code": "200", "gross_amount": "1", "signature_key": "x"}', 403),
        (b" " * 70_000, 413),
    ],
)  # fmt: skip
def test_what_is_not_a_genuine_message_is_refused(client, midtrans, body, code):
    response = client.post(ADDRESS, body, content_type="application/json")

    assert response.status_code == code
    assert not response.cookies


def test_a_genuine_message_about_an_unknown_order_is_not_found(client, midtrans, attempt):
    body = signed(body_of(attempt, "settlement", order_id="SC-UNKNOWN-1"))

    assert client.post(ADDRESS, json.dumps(body), content_type="application/json").status_code == 404


def test_looking_at_the_address_is_not_allowed(client):
    assert client.get(ADDRESS).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_ten_messages_at_the_same_moment_make_one_payment(transactional_db, midtrans):
    attempt = an_attempt()
    midtrans[attempt.midtrans_order_id] = body = body_of(attempt, "settlement")
    message, barrier = json.dumps(signed(body)), Barrier(10)

    def send(_number):
        try:
            barrier.wait()
            return Client().post(ADDRESS, message, content_type="application/json").content
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(send, range(10)))

    assert sorted(answers) == [b"paid"] + [b"repeated"] * 9
    assert PaymentRecord.objects.count() == 1
    assert attempt.order.mails.filter(event="paid").count() == 1
    assert workflow.Order.objects.get().status == OrderStatus.PAID


DANA = {"payment_type": "dana", "transaction_id": "0b5a9b0e-3f0c-4a39-8d55-6f2f5e1a7c11"}


def tell_of_dana(client, attempt, state="settlement"):
    message = signed(body_of(attempt, state, **DANA))
    return client.post(ADDRESS, json.dumps(message), content_type="application/json")


def test_dana_is_asked_about_by_its_transaction_from_the_first_message_on(client, midtrans, attempt):
    midtrans[DANA["transaction_id"]] = body_of(attempt, "pending", **DANA)
    tell_of_dana(client, attempt, "pending")
    attempt.refresh_from_db()
    midtrans[DANA["transaction_id"]] = body_of(attempt, "settlement", **DANA)

    assert ask(attempt) == "paid"
    assert midtrans.asked == [DANA["transaction_id"]] * 2


def test_the_transaction_of_another_order_proves_nothing(client, midtrans, attempt):
    """The signature does not cover the transaction's id: a genuine message can be sent again with another's."""
    midtrans[DANA["transaction_id"]] = body_of(attempt, "settlement", **DANA) | {"order_id": "SC-OTHER-1"}
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "pending", **DANA)

    assert tell_of_dana(client, attempt).content == b"pending"
    assert not RefundCase.objects.exists()
