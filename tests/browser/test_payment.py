"""A guest with a telephone pays at Midtrans' page and comes back, or leaves it and comes back."""

import pytest
from playwright.sync_api import expect

from tests.orders.payments.answers import an_attempt
from tests.tooling.midtrans_simulator.till import Till


@pytest.fixture
def order(shop, simulator):
    return an_attempt().order


def heading(page):
    return page.get_by_role("heading", level=1)


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def choose_bca(page, order):
    page.goto(order.get_absolute_url())
    press(page, "Bayar Rp143.000")
    press(page, "BCA")
    return page.locator("dd").first.inner_text().replace(" ", "")


def wait_until_told(order, simulator):
    """Until the shop has heard everything of the order's latest attempt."""
    till = Till(simulator.url)
    till.wait_until_told(till.status(order.attempts.last().midtrans_order_id)["transaction_id"])


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_guest_pays_by_va_and_comes_back_to_a_page_that_says_so(open_page, order, simulator, with_scripts):
    page = open_page(javascript=with_scripts)
    choose_bca(page, order)
    press(page, "Bayar Rp143.000")
    wait_until_told(order, simulator)

    page.get_by_role("link", name="Kembali ke toko").first.click()

    expect(heading(page)).to_have_text("Pembayaran Anda sudah kami terima")
    expect(page.get_by_text("Dibayar lewat Virtual account BCA")).to_be_visible()


def test_the_back_button_after_paying_leads_to_nothing_that_could_be_paid_again(page, order, simulator):
    choose_bca(page, order)
    press(page, "Bayar Rp143.000")
    wait_until_told(order, simulator)
    page.get_by_role("link", name="Kembali ke toko").first.click()
    expect(heading(page)).to_have_text("Pembayaran Anda sudah kami terima")

    page.go_back()
    assert page.get_by_role("button", name="Bayar Rp").count() == 0
    page.go_back()
    page.goto(order.get_absolute_url())

    expect(heading(page)).to_have_text("Pembayaran Anda sudah kami terima")
    assert order.attempts.count() == 1


def test_a_page_left_open_before_paying_leads_to_the_paid_order(page, open_page, order, simulator):
    page.goto(order.get_absolute_url())
    other = open_page()
    choose_bca(other, order)
    press(other, "Bayar Rp143.000")
    wait_until_told(order, simulator)

    press(page, "Bayar Rp143.000")

    expect(heading(page)).to_have_text("Pembayaran Anda sudah kami terima")


def test_who_leaves_without_paying_finds_the_va_again(page, order, simulator):
    number = choose_bca(page, order)
    wait_until_told(order, simulator)

    page.goto(order.get_absolute_url())

    expect(page.get_by_role("heading", name="Virtual account BCA")).to_be_visible()
    assert page.locator(".order-number").first.inner_text().replace(" ", "") == number
    press(page, "Saya sudah membayar, periksa")
    expect(page.get_by_role("alert")).to_contain_text("Pembayaran Anda belum masuk.")


def test_another_way_to_pay_is_one_button_away(page, order, simulator):
    choose_bca(page, order)
    wait_until_told(order, simulator)
    page.goto(order.get_absolute_url())

    press(page, "Ganti cara bayar")
    press(page, "QRIS")
    wait_until_told(order, simulator)
    page.goto(order.get_absolute_url())

    expect(page.get_by_role("img", name="Kode QR untuk membayar Rp143.000")).to_be_visible()
    assert list(order.attempts.values_list("status", flat=True)) == ["cancelled", "pending"]


def test_giving_up_asks_once_more(plain_page, order):
    plain_page.goto(order.get_absolute_url())

    assert plain_page.get_by_role("button", name="Ya, batalkan pesanan ini").is_hidden()
    plain_page.get_by_text("Batalkan pesanan", exact=True).click()
    press(plain_page, "Ya, batalkan pesanan ini")

    expect(heading(plain_page)).to_have_text("Pesanan ini dibatalkan")
