"""A guest with a telephone buys of two UPTs at once; others come by keyboard, with an account, with mistakes."""

import re

import pytest
from playwright.sync_api import expect

from orders.basket.models import Basket
from orders.models import Order
from tests.factories.orders import CourierFactory, ShippingServiceFactory
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import PASSWORD, DistrictFactory, UptFactory, UserFactory

TYPED = {
    "Nama Anda": "Ratna Sari",
    "E-mail": "ratna@contoh.id",
    "Nomor HP": "0812 3456 7890",
    "Kode pos": "30131",
    "Jalan dan nomor rumah": "Jl. Merdeka No. 12, RT 3",
}
PLACES = {"Provinsi": "Sumatera Selatan", "Kabupaten atau kota": "Kota Palembang", "Kecamatan": "Bukit Kecil"}

NEXT_LIST = {"Provinsi": "Tampilkan kabupaten dan kota", "Kabupaten atau kota": "Tampilkan kecamatan"}


@pytest.fixture
def goods(shop):
    district = DistrictFactory()
    province = district.regency.province
    TariffFactory(origin=province, destination=province)
    yes = ShippingServiceFactory(
        code="jne-yes", name="JNE YES", kind="express", courier=CourierFactory(code="yes", name="YES")
    )
    TariffFactory(
        service=yes, origin=province, destination=province, first_price=31_000, min_days=1, max_days=1
    )
    songket = ProductFactory(
        title="Selendang Songket Bungo Cino",
        price=1_150_000,
        upt=UptFactory(name="Lapas Perempuan Palembang"),
        made_to_order=True,
    )
    bag = ProductFactory(
        title="Tas Ransel Kanvas Musi", price=235_000, upt=UptFactory(name="Lapas Kelas I Palembang")
    )
    return songket, bag


def put(page, product):
    page.goto(product.get_absolute_url())
    page.locator("button:visible", has_text="keranjang").first.click()


def press(page, words):
    page.locator(":is(button, a).button-primary:visible", has_text=words).first.click()


def field(page, label):
    return page.get_by_label(label, exact=True)


def choose(page, label, name):
    field(page, label).locator("option", has_text=name).wait_for(state="attached")
    field(page, label).select_option(label=name)


def fill_address(page, **changes):
    for label, value in TYPED.items():
        field(page, label).fill(changes.get(label, value))
    for label, name in PLACES.items():
        choose(page, label, name)
        # Only where no script fetches the next list.
        for button in page.get_by_role("button", name=NEXT_LIST.get(label, "-")).all():
            button.click()


def to_the_shipping(page, *products):
    for product in products:
        put(page, product)
    press(page, "Lanjut ke alamat")
    fill_address(page)
    press(page, "Lanjut")
    expect(page).to_have_url(re.compile("/checkout/pengiriman/$"))


def heading(page):
    return page.get_by_role("heading", level=1)


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_guest_on_a_phone_orders_from_two_upts_and_is_led_to_pay_once(
    open_page, goods, simulator, with_scripts
):
    page = open_page(javascript=with_scripts)
    for product in goods:
        put(page, product)
    expect(page.get_by_text("Pesanan Anda tiba dalam 2 paket")).to_be_visible()
    press(page, "Lanjut ke alamat")
    fill_address(page)
    press(page, "Lanjut")
    expect(page.get_by_text("Paket 2 dari 2")).to_be_visible()
    page.get_by_label("Pesan untuk UPT ini").first.fill("Tolong dibungkus rapi")
    press(page, "Lanjut")
    press(page, "Bayar Rp1.421.000")

    expect(page).to_have_url(re.compile(f"^{simulator.url}/"))
    order = Order.objects.get()
    assert order.total_incl_tax == order.attempts.get().amount == 1_150_000 + 235_000 + 2 * 18_000
    assert [(part.upt.name, part.note) for part in order.upt_orders.all()] == [
        ("Lapas Perempuan Palembang", "Tolong dibungkus rapi"),
        ("Lapas Kelas I Palembang", ""),
    ]
    assert (order.shipping_address.first_name, order.guest_email) == ("Ratna Sari", "ratna@contoh.id")


def test_back_from_the_payment_leads_to_the_order_and_not_to_a_second_one(page, goods, simulator):
    to_the_shipping(page, goods[1])
    press(page, "Lanjut")
    press(page, "Bayar Rp")
    expect(page).to_have_url(re.compile(f"^{simulator.url}/"))

    page.goto("/checkout/tinjau/")

    expect(page).to_have_url(re.compile(Order.objects.get().get_absolute_url()))


@pytest.mark.parametrize("with_scripts", [True, False])
def test_mistakes_are_summed_up_where_the_focus_goes_and_nothing_typed_is_lost(
    open_page, goods, with_scripts
):
    page = open_page(javascript=with_scripts)
    put(page, goods[0])
    press(page, "Lanjut ke alamat")
    fill_address(page, **{"Nomor HP": "0812", "Kode pos": "3013"})
    press(page, "Lanjut")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("2 isian perlu diperbaiki")
    page.get_by_role("link", name="Kode pos:").click()
    expect(page).to_have_url(re.compile("#id_postcode$"))
    assert {label: field(page, label).input_value() for label in TYPED} == TYPED | {
        "Nomor HP": "0812",
        "Kode pos": "3013",
    }
    assert field(page, "Kecamatan").input_value() == "16.71.09"


def test_the_total_follows_the_choice_and_is_the_one_to_pay(page, goods):
    to_the_shipping(page, goods[1])
    expect(page.locator(".buy-bar .total")).to_have_text("Rp253.000")

    page.get_by_label("JNE YES").check()

    expect(page.locator(".buy-bar .total")).to_have_text("Rp266.000")
    expect(page.locator(".totals .sum dd")).to_have_text("Rp266.000")
    press(page, "Lanjut")
    expect(page.locator("button:visible", has_text="Bayar Rp266.000")).to_be_visible()
    page.go_back()
    expect(page.locator(".buy-bar .total")).to_have_text("Rp266.000")


def test_without_scripts_the_review_shows_what_was_chosen(plain_page, goods):
    to_the_shipping(plain_page, goods[1])
    plain_page.get_by_label("JNE YES").check()
    press(plain_page, "Lanjut")

    expect(plain_page.locator("button:visible", has_text="Bayar Rp266.000")).to_be_visible()


def test_what_was_taken_out_can_be_put_back(plain_page, goods):
    put(plain_page, goods[1])
    plain_page.get_by_role("button", name="Hapus").click()
    expect(plain_page.get_by_text("Keranjang Anda masih kosong.")).to_be_visible()

    plain_page.get_by_role("button", name="Kembalikan").click()

    expect(plain_page.get_by_label("Jumlah Tas Ransel Kanvas Musi")).to_have_value("1")


def test_the_basket_survives_logging_in_on_the_way_to_pay(page, goods):
    buyer = UserFactory(email="ratna@contoh.id", first_name="Ratna Sari")
    put(page, goods[0])
    press(page, "Lanjut ke alamat")
    page.get_by_role("link", name="Masuk").click()
    page.get_by_label("E-mail").fill(buyer.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Masuk")

    expect(page).to_have_url(re.compile("/checkout/$"))
    expect(field(page, "Nama Anda")).to_have_value("Ratna Sari")
    expect(page.locator(".totals")).to_contain_text("Rp1.150.000")
    assert Basket.open.get(owner=buyer).lines.get().product == goods[0]


def test_a_kept_address_hides_the_fields_for_another_one(page, goods):
    buyer = UserFactory(email="ratna@contoh.id")
    page.goto("/akun/masuk/?next=/akun/alamat/baru/")
    page.get_by_label("E-mail").fill(buyer.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Masuk")
    for label in ("Kode pos", "Jalan dan nomor rumah"):
        field(page, label).fill(TYPED[label])
    field(page, "Nomor HP penerima").fill("0812 3456 7890")
    for label, name in PLACES.items():
        choose(page, label, name)
    press(page, "Simpan alamat")
    put(page, goods[1])
    press(page, "Lanjut ke alamat")

    expect(field(page, "Provinsi")).to_be_hidden()
    page.get_by_label("Alamat lain").check()
    expect(field(page, "Provinsi")).to_be_visible()


# --- By keyboard alone ------------------------------------------------------------------------------------------------
def tab_to(page, target):
    """Press Tab until the focus is there, as someone without a mouse does."""
    for _key in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The focus never comes to {target}.")


def test_an_order_is_placed_by_keyboard_alone(wide_page, goods, simulator):
    page = wide_page
    page.goto(goods[1].get_absolute_url())
    tab_to(page, page.locator("button:visible", has_text="keranjang").first)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("a:visible", has_text="Lanjut ke alamat").first)
    page.keyboard.press("Enter")
    for label in ("Nama Anda", "Nomor HP", "E-mail"):
        tab_to(page, field(page, label))
        page.keyboard.type(TYPED[label])
    for label, name in PLACES.items():
        field(page, label).locator("option", has_text=name).wait_for(state="attached")
        tab_to(page, field(page, label))
        page.keyboard.type(name[:6])
    for label in ("Kode pos", "Jalan dan nomor rumah"):
        tab_to(page, field(page, label))
        page.keyboard.type(TYPED[label])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/checkout/pengiriman/$"))
    tab_to(page, page.get_by_label("JNE REG"))
    page.keyboard.press("ArrowDown")
    expect(page.locator(".totals .sum dd")).to_have_text("Rp266.000")
    tab_to(page, page.locator("button:visible", has_text="Lanjut ke tinjauan"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("button:visible", has_text="Bayar Rp266.000"))
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"^{simulator.url}/"))
    assert Order.objects.get().total_incl_tax == 266_000
