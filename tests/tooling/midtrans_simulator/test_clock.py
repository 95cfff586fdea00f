"""What happens by itself when time passes."""

import re

import pytest

from tests.tooling.midtrans_simulator.till import paid, refusal

DAY = 24 * 60


def test_what_is_not_paid_in_time_expires_and_is_told(till, receiver):
    page = till.open(expiry={"unit": "hour", "duration": 2})
    page.choose("bca_va")

    till.put_clock_forward(119)
    assert page.status()["transaction_status"] == "pending"
    till.put_clock_forward(1)

    assert page.status()["transaction_status"] == "expire"
    assert receiver.wait_for(page.order_id, "expire")["status_code"] == "202"
    assert page.post(aksi="bayar").status_code == 409


def test_an_abandoned_page_closes_and_tells_nobody(till, receiver):
    page = till.open(expiry={"unit": "minutes", "duration": 5})

    till.put_clock_forward(5)

    assert "Waktu membayar sudah habis" in page.read()
    assert page.post(cara="bca_va").status_code == 409
    assert refusal(page.status)[0] == 404
    assert receiver.bodies(page.order_id) == []


def test_a_number_stays_payable_after_its_page_closed(till):
    page = till.open(page_expiry={"unit": "minutes", "duration": 5})
    page.choose("bca_va")

    till.put_clock_forward(10)

    assert page.press("bayar")["transaction_status"] == "settlement"


def test_the_clock_runs_from_the_start_the_shop_names(till):
    start = {"start_time": "2026-01-01 10:00:00 +0700", "unit": "day", "duration": 1}
    page = till.open(expiry=start)

    assert "1 Januari 2026" not in page.read()
    assert "Jumat, 2 Januari 2026, 10.00 WIB" in page.read()


@pytest.mark.parametrize(("way", "minutes"), [("other_qris", 15), ("gopay", 15), ("bca_va", DAY)])
def test_without_a_wish_of_the_shop_each_way_has_its_own_time(till, way, minutes):
    page = till.open()
    page.choose(way)

    till.put_clock_forward(minutes - 1)
    assert page.status()["transaction_status"].lower() == "pending"
    till.put_clock_forward(1)
    assert page.status()["transaction_status"] == "expire"


def test_a_captured_card_settles_on_the_next_day(till, receiver):
    page, _ = paid(till, "credit_card")

    till.put_clock_forward(DAY)

    assert receiver.wait_for(page.order_id, "settlement")
    assert page.status()["settlement_time"] > page.status()["transaction_time"]


def test_times_are_those_of_jakarta(till):
    page = till.open(expiry={"start_time": "2099-01-01 05:00:00 +0900", "unit": "hour", "duration": 1})
    page.choose("bca_va")

    assert page.status()["expiry_time"] == "2099-01-01 04:00:00"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", page.status()["transaction_time"])
