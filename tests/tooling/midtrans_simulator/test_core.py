"""Asking about and changing a transaction (Midtrans: Core API)."""

import uuid

import pytest
import requests

from tests.tooling.midtrans_simulator.till import KEY, paid, refusal


def standing(body):
    return body["transaction_status"], body["status_code"], body.get("fraud_status")


def test_a_page_without_a_choice_is_no_transaction(till):
    code, body = refusal(till.status, till.open().order_id)

    assert (code, body["status_code"], body["status_message"]) == (404, "404", "Transaction doesn't exist.")


@pytest.mark.parametrize(
    ("way", "payment_type", "told"),
    [
        ("other_qris", "qris", {"acquirer", "transaction_type", "qr_string"}),
        ("bca_va", "bank_transfer", {"va_numbers", "payment_amounts"}),
        ("bni_va", "bank_transfer", {"va_numbers", "payment_amounts"}),
        ("bri_va", "bank_transfer", {"va_numbers", "payment_amounts"}),
        ("permata_va", "bank_transfer", {"permata_va_number"}),
        ("echannel", "echannel", {"biller_code", "bill_key"}),
        ("credit_card", "credit_card", {"masked_card", "bank", "card_type"}),
        ("gopay", "gopay", set()),
        ("indomaret", "cstore", {"store", "payment_code"}),
        ("alfamart", "cstore", {"store", "payment_code"}),
    ],
)
def test_each_way_to_pay_tells_how_to_pay(till, way, payment_type, told):
    page = till.open()
    page.choose(way)

    body = page.status()

    assert standing(body) == ("pending", "201", None)
    assert (body["payment_type"], body["gross_amount"], body["currency"]) == (
        payment_type,
        "385000.00",
        "IDR",
    )
    assert set(body) - COMMON == told


COMMON = {
    "transaction_time", "transaction_status", "transaction_id", "status_message", "status_code", "signature_key",
    "payment_type", "order_id", "merchant_id", "gross_amount", "currency", "expiry_time",
}  # fmt: skip


def test_shopeepay_waits_in_capitals_with_the_code_of_a_success(till):
    page = till.open()
    page.choose("shopeepay")

    assert standing(page.status()) == ("PENDING", "200", None)


@pytest.mark.parametrize(
    ("way", "deeds", "expected"),
    [
        ("bca_va", ["bayar"], ("settlement", "200", "accept")),
        ("shopeepay", ["bayar"], ("settlement", "200", "accept")),
        ("indomaret", ["bayar"], ("settlement", "200", None)),
        ("credit_card", ["bayar"], ("capture", "200", "accept")),
        ("credit_card", ["periksa"], ("capture", "201", "challenge")),
        ("credit_card", ["tolak"], ("deny", "202", "accept")),
        ("gopay", ["tolak"], ("deny", "202", "accept")),
        ("gopay", ["kedaluwarsa"], ("expire", "202", None)),
    ],
)
def test_the_customer_decides_what_becomes_of_it(till, way, deeds, expected):
    page = till.open()
    page.choose(way)

    assert [standing(page.press(deed)) for deed in deeds] == [expected]


def test_a_transaction_is_found_by_its_own_id_too(till):
    page, transaction_id = paid(till, "bca_va")

    assert till.status(transaction_id) == page.status()
    assert refusal(till.status, str(uuid.uuid4()))[0] == 404


@pytest.mark.parametrize(("way", "deed"), [("bca_va", None), ("credit_card", "bayar")])
def test_what_is_not_settled_can_be_cancelled_once(till, way, deed):
    page = till.open()
    page.choose(way)
    if deed:
        page.press(deed)

    body = till.core.transactions.cancel(page.order_id)

    assert (body["status_code"], body["transaction_status"]) == ("200", "cancel")
    assert standing(page.status())[:2] == ("cancel", "202")
    assert refusal(till.core.transactions.cancel, page.order_id)[1]["status_code"] == "412"


def test_what_is_settled_cannot_be_cancelled_or_expired(till):
    page, _ = paid(till, "bca_va")

    for call in (till.core.transactions.cancel, till.core.transactions.expire):
        assert refusal(call, page.order_id)[0] == 412
    assert page.status()["transaction_status"] == "settlement"


def test_expiring_answers_407_which_is_a_success(till):
    page = till.open()
    page.choose("bca_va")

    body = till.core.transactions.expire(page.order_id)

    assert (body["status_code"], body["transaction_status"]) == ("407", "expire")
    assert standing(page.status()) == ("expire", "202", None)


@pytest.mark.parametrize(
    ("call", "expected"), [("approve", ("capture", "200", "accept")), ("deny", ("deny", "202", "deny"))]
)
def test_a_challenged_card_is_approved_or_denied(till, call, expected):
    page = till.open()
    page.choose("credit_card")
    page.press("periksa")

    body = getattr(till.core.transactions, call)(page.order_id)

    assert body["status_code"] == "200"
    assert standing(page.status()) == expected
    assert refusal(getattr(till.core.transactions, call), page.order_id)[0] == 412


@pytest.mark.parametrize("call", ["cancel", "expire", "approve", "deny", "refund", "refundDirect"])
def test_nothing_can_be_done_to_an_unknown_transaction(till, call):
    assert refusal(getattr(till.core.transactions, call), till.open().order_id)[0] == 404


def test_a_wrong_method_is_told(till):
    answer = requests.get(f"{till.url}/v2/SC-1/cancel", auth=(KEY, ""), timeout=10)

    assert (answer.status_code, answer.json()["status_code"]) == (405, "405")


# --- Giving money back ---


def refund(till, page, **asked):
    return till.core.transactions.refund(page.order_id, asked)


def test_partial_refunds_become_a_whole_one_when_they_reach_the_amount(till):
    page, _ = paid(till, "gopay")

    first = refund(till, page, refund_key="R-1", amount=85_000, reason="Satu helai sobek")
    second = refund(till, page, refund_key="R-2", amount=300_000)

    assert (first["transaction_status"], first["refund_amount"]) == ("partial_refund", "85000.00")
    assert (second["transaction_status"], second["refund_amount"]) == ("refund", "300000.00")
    body = page.status()
    assert (body["status_code"], body["refund_amount"]) == ("200", "385000.00")
    assert [(row["refund_key"], row["refund_amount"], row["reason"]) for row in body["refunds"]] == [
        ("R-1", "85000.00", "Satu helai sobek"),
        ("R-2", "300000.00", ""),
    ]


def test_without_an_amount_all_goes_back(till):
    page, _ = paid(till, "shopeepay")

    assert till.core.transactions.refundDirect(page.order_id, {})["refund_amount"] == "385000.00"
    assert page.status()["transaction_status"] == "refund"


@pytest.mark.parametrize(
    ("way", "asked", "code"),
    [
        ("gopay", {"refund_key": "R-1", "amount": 10_000}, 406),
        ("gopay", {"amount": 375_001}, 414),
        ("gopay", {"amount": 0}, 413),
        ("gopay", {"amount": "10000"}, 413),
        ("gopay", {"refund_key": "R 2"}, 413),
    ],
)
def test_a_refund_that_cannot_be_is_refused_and_changes_nothing(till, way, asked, code):
    page, _ = paid(till, way)
    refund(till, page, refund_key="R-1", amount=10_000)

    assert refusal(till.core.transactions.refund, page.order_id, asked)[0] == code
    assert page.status()["refund_amount"] == "10000.00"


@pytest.mark.parametrize(
    ("way", "asked"),
    [("bca_va", {}), ("indomaret", {}), ("credit_card", {}), ("shopeepay", {"amount": 10_000})],
)
def test_what_knows_no_such_refund_cannot_be_refunded(till, way, asked):
    page, _ = paid(till, way)

    assert refusal(till.core.transactions.refund, page.order_id, asked)[0] == 412
    assert "refunds" not in page.status()


def test_the_bank_may_refuse_a_refund(till, trouble):
    page, _ = paid(till, "gopay")

    trouble(bank="tolak")
    assert refund(till, page)["status_code"] == "202"
    trouble(bank="saldo")
    assert refusal(till.core.transactions.refund, page.order_id)[0] == 414
    assert page.status()["transaction_status"] == "settlement"
