"""The page of an order as a browser shows it, in every state."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from tests.orders.states import STATES, VA, order_in

SECOND = 1_000
# States whose pages are built differently; the others change words only.
DIFFERENT = [
    "to_start",
    "va",
    "qr",
    "wallet",
    "challenged",
    "reversed",
    "expired",
    "paid_twice",
    "first_sent",
    "ready",
]
LOOK_AWAY = """() => {
  Object.defineProperty(document, "hidden", { value: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def waiting(shop):
    return order_in("va")


def asked(page):
    """Addresses by which the page asks how its order stands, as they come."""
    requests = []
    page.on("request", lambda request: requests.append(request.url) if "/status/" in request.url else None)
    return requests


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_no_state_shuts_anybody_out(open_page, shop, width, scheme):
    page, axe, found = open_page(width=width, color_scheme=scheme), Axe(), {}
    for state in DIFFERENT:
        page.goto(order_in(state).get_absolute_url())
        found[state] = [rule["id"] for rule in axe.run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[state].append("wider than the screen")

    assert found == dict.fromkeys(DIFFERENT, [])


def test_a_number_is_copied_for_the_banks_app(open_page, waiting):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(waiting.get_absolute_url())

    button = page.get_by_role("button", name="Salin Nomor virtual account")
    button.click()

    expect(page.get_by_role("button", name="Tersalin Nomor virtual account")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "12345678901"


def test_a_page_that_waits_changes_by_itself_once_the_money_is_there(page, waiting):
    page.clock.install()
    page.goto(waiting.get_absolute_url() + "?kabar=belum-masuk")
    expect(page.get_by_role("alert")).to_contain_text("Pembayaran Anda belum masuk.")
    STATES["paid"](waiting, waiting.attempts.get(), [])

    page.clock.fast_forward(11 * SECOND)

    expect(page.get_by_role("heading", level=1)).to_have_text("Pembayaran Anda sudah kami terima")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_it_asks_at_most_each_ten_seconds_and_not_while_nobody_looks(page, waiting):
    requests = asked(page)
    page.clock.install()
    page.goto(waiting.get_absolute_url())

    page.clock.run_for(9 * SECOND)
    assert requests == []
    with page.expect_response("**/status/"):
        page.clock.run_for(2 * SECOND)
    page.evaluate(LOOK_AWAY)
    page.clock.run_for(600 * SECOND)

    assert len(requests) == 1


def test_an_order_that_waits_for_nothing_asks_nothing(page, shop):
    requests = asked(page)
    page.clock.install()
    page.goto(order_in("first_sent").get_absolute_url())

    page.clock.run_for(120 * SECOND)

    assert requests == []


def test_the_time_left_ticks_and_its_end_is_told(page, waiting):
    waiting.attempts.update(instructions=soon_over())
    page.clock.install()
    page.goto(waiting.get_absolute_url())
    cells = page.locator(".clock-cells b")
    assert cells.first.inner_text() == "0"
    before = cells.last.inner_text()

    page.clock.run_for(1 * SECOND)
    expect(cells.last).not_to_have_text(before)
    page.clock.run_for(360 * SECOND)

    expect(page.locator("[data-clock-says]")).to_have_text("Sisa waktu bayar 5 menit")


def soon_over():
    end = timezone.localtime() + timedelta(minutes=10)
    return VA | {"expiry_time": end.strftime("%Y-%m-%d %H:%M:%S")}


def test_without_javascript_the_button_does_what_the_page_would(plain_page, waiting):
    plain_page.goto(waiting.get_absolute_url())

    assert plain_page.get_by_role("button", name="Salin").count() == 0
    expect(plain_page.locator("[data-clock-text]")).to_have_text(re.compile(r"23 jam \d+ menit"))
    expect(plain_page.get_by_text("Tekan tombol ini untuk melihat keadaan terbaru.")).to_be_visible()
    expect(plain_page.get_by_text("Halaman ini berubah sendiri")).to_be_hidden()
    STATES["paid"](waiting, waiting.attempts.get(), [])
    plain_page.reload()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Pembayaran Anda sudah kami terima")
