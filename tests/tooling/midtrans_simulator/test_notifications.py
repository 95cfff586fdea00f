"""What the shop is told, and how often (Midtrans: HTTP(S) notification)."""

import hashlib

import pytest
import requests

from tests.stage import environment, servers
from tests.tooling.midtrans_simulator.till import KEY, Till, paid


def told(receiver, order_id):
    return [body["transaction_status"] for body in receiver.bodies(order_id)]


def test_every_step_is_told_with_a_true_signature(till, receiver):
    page, transaction_id = paid(till, "bca_va")
    till.wait_until_told(transaction_id)

    pending, settlement = (receiver.wait_for(page.order_id, state) for state in ("pending", "settlement"))

    for body, code in ((pending, "201"), (settlement, "200")):
        text = page.order_id + code + "385000.00" + KEY
        assert body["signature_key"] == hashlib.sha512(text.encode()).hexdigest()
        assert (body["transaction_id"], body["status_code"]) == (transaction_id, code)
    assert len(receiver.bodies(page.order_id)) == 2


@pytest.mark.parametrize(
    ("way", "missing"),
    [("alfamart", "fraud_status"), ("permata_va", "va_numbers"), ("gopay", "va_numbers")],
)
def test_what_a_way_to_pay_does_not_have_is_not_told(till, receiver, way, missing):
    page, _ = paid(till, way)

    assert missing not in receiver.wait_for(page.order_id, "settlement")


def test_the_shops_own_fields_come_back(till, receiver):
    page = till.open(custom_field1="gelombang-3")
    page.choose("gopay")

    body = receiver.wait_for(page.order_id, "pending")

    assert (body["custom_field1"], "custom_field2" in body) == ("gelombang-3", False)


@pytest.mark.parametrize(
    ("answer", "times"),
    [(200, 1), (204, 1), (500, 2), (503, 5), (400, 3), (404, 3), (301, 1), (302, 1), (303, 1), (403, 6), (502, 6)],
)  # fmt: skip
def test_the_shops_answer_decides_how_often_it_is_told(till, receiver, answer, times):
    page = till.open(notify=f"{receiver.url}/{answer}")
    till.wait_until_told(page.choose("gopay"))

    assert len(receiver.bodies(page.order_id)) == times


@pytest.mark.parametrize("answer", [307, 308])
def test_only_these_redirects_are_followed(till, receiver, answer):
    page = till.open(notify=f"{receiver.url}/{answer}")
    till.wait_until_told(page.choose("gopay"))

    assert len(receiver.bodies(page.order_id, f"/{answer}")) == 1
    assert len(receiver.bodies(page.order_id, "/200")) == 1


def test_a_shop_that_is_not_there_is_told_five_times_more(till):
    page = till.open(notify=f"http://127.0.0.1:{environment.free_port()}/")

    desk = till.wait_until_told(page.choose("gopay"))

    assert desk.count("ConnectionError") == 6


def test_a_page_may_tell_a_second_address(till, receiver):
    till.snap.api_config.custom_headers = {"X-Append-Notification": f"{receiver.url}/204"}
    body = {"transaction_details": {"order_id": f"dua-{environment.free_port()}", "gross_amount": 1_000}}
    opened = till.snap.create_transaction(body)
    order_id = body["transaction_details"]["order_id"]
    requests.post(opened["redirect_url"], {"cara": "gopay"}, timeout=10)
    till.wait_until_told(till.status(order_id)["transaction_id"])

    assert [len(receiver.bodies(order_id, path)) for path in ("/200", "/204")] == [1, 1]


def test_a_refund_is_told_twice_first_without_the_banks_word(till, receiver):
    page, transaction_id = paid(till, "gopay")
    till.core.transactions.refund(page.order_id, {"refund_key": "R-1", "amount": 5_000})
    till.wait_until_told(transaction_id)

    refunds = [
        body["refunds"]
        for body in receiver.bodies(page.order_id)
        if body["transaction_status"] == "partial_refund"
    ]

    assert sorted("bank_confirmed_at" in rows[0] for rows in refunds) == [False, True]


# --- From the desk ---


def test_the_desk_sends_a_notification_many_times_at_once(till, receiver):
    page = till.open()
    transaction_id = page.choose("gopay")
    till.resend(transaction_id, times=10)
    till.wait_until_told(transaction_id)

    assert told(receiver, page.order_id) == ["pending"] * 11


def test_the_desk_sends_pending_after_the_settlement(till, receiver):
    page, transaction_id = paid(till, "bca_va")
    till.wait_until_told(transaction_id)
    till.at_desk(transaction_id, "pending-terlambat")
    till.wait_until_told(transaction_id)

    assert told(receiver, page.order_id)[2:] == ["pending"]
    assert page.status()["transaction_status"] == "settlement"


def test_lost_notifications_can_be_sent_later(till, trouble, receiver):
    trouble(kabar="hilang")
    page, transaction_id = paid(till, "bca_va")
    assert till.wait_until_told(transaction_id).count("hilang di jalan") == 2
    assert told(receiver, page.order_id) == []

    trouble(kabar="normal")
    till.resend(transaction_id)

    assert receiver.wait_for(page.order_id, "settlement")


def test_retries_outlive_a_restart(receiver, tmp_path):
    port = environment.free_port()
    values = {
        "VAR_DIR": tmp_path,
        "SIMULATOR_RETRY_SECONDS": "3600",
        "SIMULATOR_NOTIFICATION_URL": f"{receiver.url}/500",
    }
    with servers.running_simulator(port, **values) as server:
        page = Till(server.url).open()
        transaction_id = page.choose("bca_va")
        receiver.wait_for(page.order_id, "pending")

    with servers.running_simulator(port, **values) as server:
        till = Till(server.url)
        till.put_clock_forward(2 * 60 + 1)
        till.wait_until_told(transaction_id)

    assert len(receiver.bodies(page.order_id)) == 2
