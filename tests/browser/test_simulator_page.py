"""A customer at the simulator's payment page, without JavaScript as it is made, on a phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.stage import browser as stage
from tests.tooling.midtrans_simulator.till import Till

SONGKET = {"id": "1", "name": "Selendang songket", "price": 365_000, "quantity": 1}
CHARGE = {"id": "2", "name": "Ongkir dari Kota Palembang", "price": 20_000, "quantity": 1}


@pytest.fixture
def till(simulator):
    return Till(simulator.url)


@pytest.fixture
def order(till, shop):
    return till.open(
        item_details=[SONGKET, CHARGE],
        customer_details={"first_name": "Ani Wijaya", "email": "ani@example.com"},
        callbacks={"finish": f"{shop.url}/"},
    )


def press(page, name):
    page.get_by_role("button", name=name).click()


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def test_a_customer_pays_by_virtual_account_and_goes_back_to_the_shop(plain_page, order):
    plain_page.goto(order.url)
    assert heading(plain_page) == "Pilih cara membayar Rp385.000"
    press(plain_page, "BCA")
    number = order.status()["va_numbers"][0]["va_number"]
    assert plain_page.locator("dd").first.inner_text().replace(" ", "") == number

    press(plain_page, "Bayar Rp385.000")
    assert heading(plain_page) == "Rp385.000 sudah dibayar"
    plain_page.get_by_role("link", name="Kembali ke toko").click()

    told = f"order_id={order.order_id}&status_code=200&transaction_status=settlement"
    assert plain_page.url.partition("/?")[2] == told


def test_after_a_denial_the_customer_takes_another_way(plain_page, order):
    plain_page.goto(order.url)
    press(plain_page, "GoPay")
    press(plain_page, "Tolak")
    assert heading(plain_page) == "Pembayaran ditolak"

    press(plain_page, "Ganti cara bayar")
    press(plain_page, "QRIS")

    assert heading(plain_page) == "Bayar Rp385.000 dengan QRIS"
    assert plain_page.get_by_alt_text("Kode QRIS untuk Rp385.000").evaluate("it => it.naturalWidth") > 100


def test_a_card_is_held_for_a_fraud_check_and_accepted_at_the_desk(plain_page, order, till):
    plain_page.goto(order.url)
    press(plain_page, "Kartu kredit atau debit")
    press(plain_page, "Periksa penipuan")
    assert heading(plain_page) == "Pembayaran sedang diperiksa"

    plain_page.goto(f"{till.url}/meja/")
    plain_page.get_by_role("link", name=order.order_id).click()
    press(plain_page, "Terima setelah diperiksa")

    assert plain_page.locator(".tag").inner_text() == "Dibayar"
    assert order.status()["fraud_status"] == "accept"


def test_the_desk_turns_a_trouble_on_and_off(plain_page, till):
    for words, values in (("Menjawab 503", "503"), ("Menjawab seperti biasa", "normal")):
        plain_page.goto(f"{till.url}/meja/")
        if not plain_page.get_by_label("API status").is_visible():
            plain_page.get_by_text("Gangguan dan jam").click()
        plain_page.get_by_label("API status").select_option(words)
        press(plain_page, "Pasang")

        assert plain_page.get_by_label("API status").input_value() == values


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (stage.PHONE, "dark"), (stage.DESK, "light"), (stage.DESK, "dark")]
)
def test_its_pages_fit_and_break_no_rule_of_accessibility(open_page, order, till, width, scheme):
    page = open_page(width=width, color_scheme=scheme)
    way = order.url, "GoPay", f"{till.url}/meja/"
    for step in way:
        page.goto(step) if step.startswith("http") else press(page, step)
        found = Axe().run(page).response["violations"]

        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
