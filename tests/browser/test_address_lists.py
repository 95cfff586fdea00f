"""Province, kabupaten and kecamatan follow each other, with scripts and without."""

import pytest

from tests.factories.products import ProductFactory
from tests.factories.upts import DistrictFactory, ProvinceFactory, RegencyFactory


@pytest.fixture
def product(shop):
    bandung = RegencyFactory(
        code="32.73", name="Kota Bandung", province=ProvinceFactory(code="32", name="Jawa Barat")
    )
    DistrictFactory(code="32.73.01", name="Sukasari", regency=bandung)
    DistrictFactory()
    return ProductFactory()


def to_the_address(page, product):
    page.goto(product.get_absolute_url())
    page.get_by_role("button", name="Masukkan ke keranjang").click()
    page.goto("/checkout/")


def names_in(page, label):
    return page.get_by_label(label, exact=True).locator("option").all_inner_texts()


def choose(page, label, name):
    """As soon as the list holds it."""
    page.get_by_label(label, exact=True).locator("option", has_text=name).wait_for(state="attached")
    page.get_by_label(label, exact=True).select_option(name)


def test_each_list_follows_the_one_before(page, product):
    to_the_address(page, product)
    choose(page, "Provinsi", "Jawa Barat")
    choose(page, "Kabupaten atau kota", "Kota Bandung")
    choose(page, "Kecamatan", "Sukasari")

    choose(page, "Provinsi", "Sumatera Selatan")
    choose(page, "Kabupaten atau kota", "Kota Palembang")
    page.get_by_label("Kecamatan", exact=True).locator("option", has_text="Bukit Kecil").wait_for(
        state="attached"
    )

    assert names_in(page, "Kabupaten atau kota") == ["Pilih kabupaten atau kota", "Kota Palembang"]
    assert names_in(page, "Kecamatan") == ["Pilih kecamatan", "Bukit Kecil"]
    assert page.locator("button[name=refresh]").count() == 0


def test_who_chooses_before_the_script_has_come_gets_the_next_list_as_well(page, product):
    waiting = []
    page.goto(product.get_absolute_url())
    page.get_by_role("button", name="Masukkan ke keranjang").click()
    page.wait_for_url("**/keranjang/")
    page.route("**/js/regions*.js", lambda route: waiting.append(route))
    page.goto("/checkout/", wait_until="commit")
    choose(page, "Provinsi", "Jawa Barat")
    waiting[0].continue_()

    choose(page, "Kabupaten atau kota", "Kota Bandung")
    choose(page, "Kecamatan", "Sukasari")


def test_without_javascript_a_button_brings_the_next_list(plain_page, product):
    to_the_address(plain_page, product)
    plain_page.get_by_label("Nama penerima").fill("Ani Pembeli")
    choose(plain_page, "Provinsi", "Jawa Barat")
    plain_page.locator("button[name=refresh]").first.click()
    choose(plain_page, "Kabupaten atau kota", "Kota Bandung")
    plain_page.locator("button[name=refresh]").last.click()

    assert names_in(plain_page, "Kecamatan") == ["Pilih kecamatan", "Sukasari"]
    assert plain_page.get_by_label("Nama penerima").input_value() == "Ani Pembeli"
    assert plain_page.get_by_role("alert").count() == 0


def test_the_button_comes_back_where_the_list_cannot_be_had(page, product, complaints):
    page.route("**/wilayah/**", lambda route: route.abort())
    to_the_address(page, product)
    choose(page, "Provinsi", "Jawa Barat")
    page.locator("button[name=refresh]").first.wait_for()
    complaints.clear()

    page.locator("button[name=refresh]").first.click()

    assert names_in(page, "Kabupaten atau kota") == ["Pilih kabupaten atau kota", "Kota Bandung"]
