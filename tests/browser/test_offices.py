"""The national offices with a telephone: ways to pay, and the work behind the pages. Real browser, real shop."""

import pytest

from orders.payments.models import PaymentChannel
from tests.browser.test_petugas import UNFOLDS_OWN, log_in
from tests.factories.upts import national
from tests.stage.accessibility import barriers
from upt_accounts.models import Role

WAYS, WORK = "/admin/payment/paymentchannel/", "/admin/pekerjaan-latar/"


@pytest.fixture
def pengelola(shop):
    return national(Role.PENGELOLA, first_name="Dewi")


def is_on(code):
    return PaymentChannel.objects.get(code=code).is_enabled


def test_a_way_to_pay_is_taken_off_by_one_tap_and_brought_back_by_another(page, pengelola):
    log_in(page, pengelola)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Cara bayar").click()
    page.get_by_role("button", name="Matikan Alfamart").click()
    page.get_by_text("Alfamart tidak ditawarkan lagi.").wait_for()
    off = is_on("alfamart")
    # The list comes back where it was left, so that the next tap is near.
    button = page.get_by_role("button", name="Nyalakan Alfamart")
    near = page.evaluate("scrollY > 0") and button.bounding_box()["y"] < 844
    button.click()
    page.get_by_text("Alfamart ditawarkan mulai halaman bayar berikutnya.").wait_for()

    assert (off, near, is_on("alfamart")) == (False, True, True)


def test_without_scripts_the_last_way_to_pay_stays_and_says_why(plain_page, pengelola):
    PaymentChannel.objects.exclude(code="other_qris").update(is_enabled=False)
    log_in(plain_page, pengelola)
    plain_page.goto(WAYS)

    plain_page.get_by_role("button", name="Matikan QRIS").click()

    plain_page.get_by_text("Harus ada setidaknya satu cara bayar. Nyalakan cara lain dulu").wait_for()
    assert is_on("other_qris")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_pages_of_the_offices(open_page, pengelola, scheme):
    page, found = open_page(color_scheme=scheme), {}
    log_in(page, pengelola)
    for address in (WAYS, f"{WAYS}{PaymentChannel.objects.first().pk}/change/", WORK, "/admin/"):
        page.goto(address)
        barred = [barrier for barrier in barriers(page) if not barrier.startswith(UNFOLDS_OWN)]
        found |= {address: barred} if barred else {}

    assert found == {}
