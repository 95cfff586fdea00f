"""What buyers are offered to pay by, in the shop and on Midtrans' page, after staff switched ways on and off."""

import pytest

from orders.payments.models import PaymentChannel
from tests.orders.payments.answers import an_attempt
from tests.orders.payments.buyer import Buyer
from tests.tooling.midtrans_simulator.till import Till

LABELS = {"QRIS": "other_qris", "BCA": "bca_va", "GoPay": "gopay", "Kartu kredit atau debit": "credit_card"}


@pytest.fixture
def buyer(shop, simulator):
    return Buyer(shop, Till(simulator.url), an_attempt(stock=3, quantity=1).order)


def switch_on_only(*codes):
    PaymentChannel.objects.update(is_enabled=False)
    PaymentChannel.objects.filter(code__in=codes).update(is_enabled=True)


def ways_on(page):
    text = page.read()
    return [code for label, code in LABELS.items() if f"<b>{label}</b>" in text]


def test_midtrans_page_offers_what_is_on_and_nothing_else(buyer):
    switch_on_only("bca_va", "gopay")

    page = buyer.go_to_pay()

    assert ways_on(page) == ["bca_va", "gopay"]
    assert page.post(cara="other_qris").status_code == 400
    assert "Cara bayar (transfer bank, dompet digital) Anda pilih di halaman Midtrans." in buyer.reads()


def test_a_page_that_is_open_keeps_its_ways_and_the_next_one_has_the_new(buyer):
    switch_on_only("other_qris", "bca_va")
    first = buyer.go_to_pay()
    switch_on_only("gopay", "credit_card")

    again, still = buyer.go_to_pay(), buyer.reads()
    second = buyer.go_to_pay(cara="lain")

    assert (again.url, ways_on(first)) == (first.url, [])
    assert "Cara bayar (QRIS, transfer bank) Anda pilih di halaman Midtrans." in still
    assert ways_on(second) == ["gopay", "credit_card"]
    assert "Cara bayar (kartu, dompet digital) Anda pilih di halaman Midtrans." in buyer.reads()


def test_who_chose_a_way_before_it_was_switched_off_still_pays_by_it(buyer):
    page = buyer.go_to_pay()
    switch_on_only("gopay")

    buyer.pays(page, "bca_va")

    assert (buyer.status, buyer.attempts) == ("paid", ["settled"])
