"""Opening a payment page (Midtrans: Snap API)."""

import pytest
import requests

from tests.tooling.midtrans_simulator.till import KEY, refusal

DETAILS = {"order_id": "SC-1", "gross_amount": 10_000}
ITEM = {"id": "B1", "name": "Songket", "price": 10_000, "quantity": 1}
USED = {"error_messages": ["transaction_details.order_id sudah digunakan"]}


def create(till, body):
    return refusal(till.snap.create_transaction, {"transaction_details": DETAILS} | body)


def test_a_shop_gets_a_token_and_the_address_of_its_page(till):
    page = till.open(item_details=[ITEM | {"price": 400_000}, ITEM | {"price": -5_000, "quantity": 3}])

    assert page.url == f"{till.url}/snap/v4/redirection/{page.token}"
    assert requests.get(page.url, timeout=10).status_code == 200


@pytest.mark.parametrize("auth", [None, ("Mid-server-lain", ""), (KEY, "sandi")])
def test_without_the_key_nothing_is_told_or_done(till, auth):
    create = requests.post(f"{till.url}/snap/v1/transactions", json={}, auth=auth, timeout=10)
    status = requests.get(f"{till.url}/v2/SC-1/status", auth=auth, timeout=10)

    assert (create.status_code, list(create.json())) == (401, ["error_messages"])
    assert (status.status_code, status.json()["status_code"]) == (401, "401")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"transaction_details": None}, "transaction_details is required"),
        (
            {"transaction_details": DETAILS | {"order_id": ""}},
            "transaction_details.order_id is required",
        ),
        (
            {"transaction_details": DETAILS | {"order_id": "SC/1"}},
            "transaction_details.order_id has more than 50 characters or others than A-Z a-z 0-9 - _ ~ .",
        ),
        (
            {"transaction_details": DETAILS | {"order_id": 51 * "1"}},
            "transaction_details.order_id has more than 50 characters or others than A-Z a-z 0-9 - _ ~ .",
        ),
        (
            {"transaction_details": DETAILS | {"gross_amount": 10_000.5}},
            "transaction_details.gross_amount must be a whole number",
        ),
        (
            {"transaction_details": DETAILS | {"gross_amount": 0}},
            "transaction_details.gross_amount must be greater than or equal to 1",
        ),
        (
            {"item_details": [ITEM, ITEM]},
            "transaction_details.gross_amount is not equal to the sum of item_details",
        ),
        (
            {"item_details": [ITEM | {"quantity": 0}]},
            "item_details[0].quantity must be a whole number of at least 1",
        ),
        ({"item_details": [ITEM | {"price": "10000"}]}, "item_details[0].price must be a whole number"),
        (
            {"item_details": [ITEM | {"name": 51 * "s"}]},
            "item_details[0].name must be a text of at most 50 characters",
        ),
        ({"item_details": [ITEM | {"name": "a|b"}]}, "item_details[0].name must not contain |"),
        (
            {"customer_details": {"first_name": 256 * "a"}},
            "customer_details.first_name must be a text of at most 255 characters",
        ),
        (
            {"customer_details": {"shipping_address": {"postal_code": "30111-30112"}}},
            "customer_details.shipping_address.postal_code must be a text of at most 10 characters",
        ),
        ({"enabled_payments": "bca_va"}, "enabled_payments must be a list of names"),
        ({"credit_card": {"secure": "ya"}}, "credit_card.secure must be true or false"),
        ({"callbacks": {"finish": "javascript:alert(1)"}}, "callbacks.finish must be an address"),
        ({"expiry": {"unit": "minute", "duration": 4}}, "expiry must last from 5 minutes to 7 days"),
        ({"expiry": {"unit": "days", "duration": 8}}, "expiry must last from 5 minutes to 7 days"),
        ({"expiry": {"unit": "week", "duration": 1}}, "expiry is invalid"),
        (
            {"expiry": {"start_time": "2026-11-24 09:00:00", "unit": "hour", "duration": 1}},
            "expiry is invalid",
        ),
        ({"custom_field1": 256 * "x"}, "custom_field1 must be a text of at most 255 characters"),
    ],
)
def test_what_midtrans_would_refuse_is_refused(till, body, problem):
    assert create(till, body) == (400, {"error_messages": [problem]})


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"{", "request body is no JSON"),
        (b'{"transaction_details": "\\ud800"}', "request body is no JSON"),
        (b"[" * 9_000, "request body is no JSON"),
        (b"[]", "request body must be a JSON object"),
        (b'"' + b"a" * 16_000 + b'"', "request body is larger than 16 kB"),
    ],
)
def test_a_body_that_is_no_order_is_refused(till, raw, problem):
    answer = requests.post(f"{till.url}/snap/v1/transactions", raw, auth=(KEY, ""), timeout=10)

    assert (answer.status_code, answer.json()) == (400, {"error_messages": [problem]})


def test_an_order_sent_again_gets_a_new_page_and_the_old_one_closes(till):
    old = till.open()
    new = till.open(old.order_id)

    assert new.token != old.token
    assert old.post(cara="bca_va").status_code == 409
    assert "Halaman ini sudah diganti" in old.read()


@pytest.mark.parametrize("deed", [None, "bayar", "tolak"])
def test_an_order_for_which_a_way_was_chosen_cannot_be_sent_again(till, deed):
    page = till.open()
    page.choose("gopay")
    if deed:
        page.press(deed)

    assert refusal(till.open, page.order_id) == (400, USED)


def test_an_order_whose_payment_expired_may_be_sent_again(till):
    page = till.open()
    page.choose("gopay")
    page.press("kedaluwarsa")

    again = till.open(page.order_id)
    again.choose("bca_va")

    assert again.status()["transaction_status"] == "pending"


def cancel(till, token):
    address = f"{till.url}/snap/v1/transactions/{token}/cancel"
    return requests.post(address, json={}, auth=(KEY, ""), timeout=10)


def test_a_shop_can_close_a_page_on_which_nothing_was_chosen(till):
    page = till.open()

    answer = cancel(till, page.token)

    assert (answer.status_code, list(answer.json())) == (200, ["canceled_at"])
    assert page.post(cara="bca_va").status_code == 409
    assert cancel(till, page.token).json() == {"error_messages": ["transaction has been canceled"]}


def test_a_page_on_which_a_way_was_chosen_cannot_be_closed(till):
    page = till.open()
    page.choose("bca_va")

    answer = cancel(till, page.token)

    assert (answer.status_code, answer.json()) == (400, {"error_messages": ["transaction is on progress"]})
    assert page.status()["transaction_status"] == "pending"


@pytest.mark.parametrize("token", ["tidak-ada", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_page_cannot_be_closed(till, token):
    answer = cancel(till, token)

    assert (answer.status_code, answer.json()) == (404, {"error_messages": ["transaction is not found"]})


def test_only_the_ways_the_shop_wants_are_offered(till):
    page = till.open(enabled_payments=["bca_va", "cstore", "akulaku"])

    text = page.read()

    assert [way for way in ("BCA", "Indomaret", "Alfamart", "QRIS", "BNI") if f"<b>{way}</b>" in text] == [
        "BCA",
        "Indomaret",
        "Alfamart",
    ]
    assert page.post(cara="bni_va").status_code == 400
