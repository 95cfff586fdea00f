"""No page between the basket and the payment, and none of an account, shuts anybody out: by day and by night."""

import pytest

from orders.addresses.book import keep
from tests.browser.test_checkout import fill_address, goods, press, put
from tests.factories.orders import OrderFactory, UptOrderFactory
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import PASSWORD, DistrictFactory, UserFactory
from tests.orders.addresses.test_forms import DRAFT
from tests.stage.accessibility import barriers
from upt_accounts.models import StockRecord

__all__ = ["goods"]
EVERYWHERE = pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
)


@EVERYWHERE
def test_no_step_of_the_checkout_shuts_anybody_out(open_page, goods, width, scheme):
    page, found = open_page(width=width, color_scheme=scheme), {}

    def look(name):
        found[name] = barriers(page)

    page.goto("/keranjang/")
    look("empty basket")
    for product in goods:
        put(page, product)
    look("basket")
    press(page, "Lanjut ke alamat")
    look("address")
    press(page, "Lanjut")
    look("mistakes")
    fill_address(page)
    press(page, "Lanjut")
    look("shipping")
    press(page, "Lanjut")
    look("review")
    StockRecord.objects.filter(product=goods[0]).update(price=990_000)
    press(page, "Bayar")
    look("something changed")
    stock_of(goods[1]).allocate(10)
    press(page, "Bayar")
    look("basket with a problem")
    page.get_by_role("button", name="Hapus").last.click()
    look("taken out")

    assert found == dict.fromkeys(found, [])


@EVERYWHERE
def test_nor_does_a_parcel_that_nobody_carries(open_page, goods, width, scheme):
    page = open_page(width=width, color_scheme=scheme)
    put(page, ProductFactory(food=True, daily_batch=True, ship_scope="local_or_pickup"))
    press(page, "Lanjut ke alamat")
    fill_address(page)
    press(page, "Lanjut")

    assert page.get_by_role("alert").count() == 1
    assert barriers(page) == []


@EVERYWHERE
def test_no_page_of_an_account_shuts_anybody_out(open_page, shop, width, scheme):
    DistrictFactory()
    ani = UserFactory(email="ani@example.com")
    keep(ani, DRAFT)
    keep(ani, {**DRAFT, "line1": "Kompleks Griya Musi Permai Blok C-12"})
    UptOrderFactory(order=OrderFactory(user=ani))
    page, found = open_page(width=width, color_scheme=scheme), {}

    def look(address):
        page.goto(address)
        found[address] = barriers(page)

    for address in ("masuk", "daftar", "kata-sandi/lupa", "kata-sandi/lupa/terkirim", "kata-sandi/lupa/1-x"):
        look(f"/akun/{address}/")
    page.goto("/akun/daftar/")
    page.get_by_label("E-mail").fill("ani@")
    press(page, "Daftar")
    found["mistakes"] = barriers(page)
    page.goto("/akun/masuk/")
    page.get_by_label("E-mail").fill(ani.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Masuk")
    pages = ("", "alamat/", "alamat/baru/", f"alamat/{ani.addresses.first().pk}/hapus/", "profil/", "e-mail/")
    for address in (*pages, "kata-sandi/", "konfirmasi-ulang/", "keluar/"):
        look(f"/akun/{address}")

    assert found == dict.fromkeys(found, [])
