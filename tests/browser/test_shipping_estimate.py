"""A visitor asks on the product page what sending would cost."""

import re

import pytest
from playwright.sync_api import expect

from orders.shipping.models import ServiceKind
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory, service_of
from tests.factories.upts import ProvinceFactory, RegencyFactory, UptFactory


@pytest.fixture
def product(shop):
    jawa_barat = ProvinceFactory(code="32", name="Jawa Barat")
    bandung = RegencyFactory(code="32.73", name="Kota Bandung", province=jawa_barat)
    TariffFactory(destination=jawa_barat, first_price=24_000)
    TariffFactory(destination=jawa_barat, destination_regency=bandung, first_price=21_000)
    service_of(ServiceKind.PICKUP)
    return ProductFactory(upt=UptFactory(pickup_place="Toko Le Panile"))


def test_the_cost_appears_beside_the_question(page, product):
    page.goto(product.get_absolute_url())
    page.get_by_label("Ongkir ke").select_option("Jawa Barat")

    ways = page.locator("[data-estimate-result] li")
    ways.first.wait_for()

    assert ways.locator("b").all_inner_texts() == ["JNE REG", "Ambil di tempat"]
    assert ways.locator(".money").all_inner_texts() == ["Rp24.000", "Gratis"]
    assert page.context.cookies() == []


def test_the_province_is_remembered_for_the_next_product(page, product):
    another = ProductFactory(upt=product.upt)
    page.goto(product.get_absolute_url())
    page.get_by_label("Ongkir ke").select_option("Jawa Barat")
    page.locator("[data-estimate-result] li").first.wait_for()

    page.goto(another.get_absolute_url())

    expect(page.locator("[data-estimate-result] li b").first).to_have_text("JNE REG")
    expect(page.get_by_label("Ongkir ke")).to_have_value("32")


def test_an_answer_that_comes_late_does_not_cover_the_newer_one(page, product):
    late, address = [], re.compile("provinsi=16$")
    page.route(address, lambda route: late.append(route))
    page.goto(product.get_absolute_url())
    page.get_by_label("Ongkir ke").select_option("Sumatera Selatan")
    page.get_by_label("Ongkir ke").select_option("Jawa Barat")
    expect(page.locator("[data-estimate-result] .money").first).to_have_text("Rp24.000")
    with page.expect_response(address) as answer:
        late[0].continue_()
    answer.value.finished()

    expect(page.locator("[data-estimate-result] .money").first).to_have_text("Rp24.000")


def test_leaving_before_the_answer_leads_to_where_one_went(page, product):
    page.route(re.compile("/ongkir/"), lambda route: None)
    page.goto(product.get_absolute_url())
    page.get_by_label("Ongkir ke").select_option("Jawa Barat")
    page.get_by_role("link", name="SICANTIK").first.click()

    expect(page).to_have_title("Karya warga binaan Indonesia · SICANTIK")


def test_without_javascript_the_answer_is_a_page_that_asks_for_the_town(plain_page, product):
    plain_page.goto(product.get_absolute_url())
    plain_page.get_by_label("Ongkir ke").select_option("Jawa Barat")
    plain_page.get_by_role("button", name="Hitung ongkir").click()
    plain_page.get_by_label("Kabupaten atau kota").select_option("Kota Bandung")
    plain_page.get_by_role("button", name="Hitung ongkir").click()

    assert plain_page.get_by_role("heading", level=2, name="Ke Kota Bandung").count() == 1
    assert plain_page.locator(".ways .money").all_inner_texts() == ["Rp21.000", "Gratis"]


def test_the_page_of_an_estimate_fits_a_narrow_phone(open_page, product):
    page = open_page(width=320)
    page.goto(f"/ongkir/{product.pk}/?provinsi=32")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_towns_of_another_province_come_without_a_round_trip(page, product):
    page.goto(f"/ongkir/{product.pk}/")
    page.get_by_label("Provinsi").select_option("Jawa Barat")
    page.get_by_label("Kabupaten atau kota").locator("option").nth(1).wait_for(state="attached")

    assert page.get_by_label("Kabupaten atau kota").locator("option").all_inner_texts() == [
        "Seluruh provinsi",
        "Kota Bandung",
    ]
