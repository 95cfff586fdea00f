"""A visitor says once where things should go, and reads on every page when they arrive and what that costs."""

import pytest
from playwright.sync_api import expect

from orders.shipping.models import ServiceKind
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory, service_of
from tests.factories.upts import ProvinceFactory, RegencyFactory, UptFactory

QUESTION = "Tanggal tiba dan ongkir ke kota Anda"


@pytest.fixture
def product(shop):
    jawa_barat = ProvinceFactory(code="32", name="Jawa Barat")
    bandung = RegencyFactory(code="32.73", name="Kota Bandung", province=jawa_barat)
    TariffFactory(destination=jawa_barat, first_price=24_000)
    TariffFactory(destination=jawa_barat, destination_regency=bandung, first_price=21_000)
    service_of(ServiceKind.PICKUP)
    return ProductFactory(upt=UptFactory(pickup_place="Toko Le Panile"))


def choose_bandung(page, product):
    page.goto(product.get_absolute_url())
    page.get_by_text(QUESTION).click()
    page.get_by_label("Provinsi").select_option("Jawa Barat")
    page.get_by_label("Kabupaten atau kota").select_option("Kota Bandung")
    page.get_by_role("button", name="Pakai tempat ini").click()


def test_the_place_is_asked_once_and_kept_for_the_next_product(page, product):
    another = ProductFactory(upt=product.upt)
    choose_bandung(page, product)

    expect(page.get_by_text("Ke Kota Bandung, 2–4 hari")).to_be_visible()
    page.goto(another.get_absolute_url())

    expect(page.locator("#kirim .money")).to_have_text("Rp21.000")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["tujuan"]


def test_the_place_is_changed_and_forgotten(page, product):
    choose_bandung(page, product)
    page.get_by_role("link", name="Ubah kota").click()
    page.get_by_role("button", name="Lupakan tempat ini").click()

    expect(page.get_by_text(QUESTION)).to_be_visible()
    assert page.context.cookies() == []


def test_without_javascript_the_towns_come_by_a_round_trip(plain_page, product):
    plain_page.goto(product.get_absolute_url())
    plain_page.get_by_text(QUESTION).click()
    plain_page.get_by_label("Provinsi").select_option("Jawa Barat")
    plain_page.get_by_role("button", name="Pakai tempat ini").click()
    plain_page.get_by_label("Kabupaten atau kota").select_option("Kota Bandung")
    plain_page.get_by_role("button", name="Pakai tempat ini").click()

    assert plain_page.url.endswith(f"{product.get_absolute_url()}#kirim")
    assert plain_page.get_by_text("Ke Kota Bandung, 2–4 hari").count() == 1


def test_all_ways_to_the_place_are_one_link_away(plain_page, product):
    plain_page.context.add_cookies([{"name": "tujuan", "value": "32.73", "url": product_url(plain_page)}])
    plain_page.goto(product.get_absolute_url())
    plain_page.get_by_role("link", name="Semua cara kirim").click()

    assert plain_page.get_by_role("heading", level=2, name="Ke Kota Bandung").count() == 1
    assert plain_page.locator(".ways .money").all_inner_texts() == ["Rp21.000", "Gratis"]


def product_url(page):
    page.goto("/")
    return page.url


@pytest.mark.parametrize("address", ["/ongkir/{}/?provinsi=32", "/tujuan/"])
def test_these_pages_fit_a_narrow_phone(open_page, product, address):
    page = open_page(width=320)
    page.goto(address.format(product.pk))

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_towns_of_another_province_come_without_a_round_trip(page, product):
    page.goto(f"/ongkir/{product.pk}/")
    page.get_by_label("Provinsi").select_option("Jawa Barat")
    page.get_by_label("Kabupaten atau kota").locator("option").nth(1).wait_for(state="attached")

    assert page.get_by_label("Kabupaten atau kota").locator("option").all_inner_texts() == [
        "Seluruh provinsi",
        "Kota Bandung",
    ]


def test_the_quantity_goes_no_higher_than_what_is_left_of_the_chosen_day(page, shop):
    product = ProductFactory(daily_batch=True, food=True, stock=6)
    last = product.batches.last()
    last.taken = last.planned - 2
    last.save()
    page.goto(product.get_absolute_url())
    quantity = page.get_by_label("Jumlah")
    expect(quantity).to_have_attribute("max", "6")

    page.locator("label.slot").last.click()

    expect(quantity).to_have_attribute("max", "2")
    expect(page.locator(".slots > div:visible")).to_have_count(1)
