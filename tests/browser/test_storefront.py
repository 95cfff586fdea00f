"""Walking through the shop: by keyboard, without scripts, there and back."""

import pytest
from playwright.sync_api import expect

from catalog.demo import synthetic
from tests.factories.pictures import ProductImageFactory
from tests.factories.products import CategoryFactory, ProductFactory


@pytest.fixture
def songket(shop, run_tasks):
    """With two pictures, in "Wastra"."""
    product = ProductFactory(
        title="Songket Lepus", slug="songket-lepus", category=CategoryFactory(slug="wastra", name="Wastra")
    )
    ProductImageFactory(product=product)
    ProductImageFactory(product=product, display_order=1, colour="gold")
    run_tasks()
    return product


def tab_to(page, name):
    """Press Tab until the link or button of that name has the focus."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def titles(page):
    return page.locator("main .card h3").all_inner_texts()


def test_by_keyboard_one_comes_from_the_menu_to_the_basket(page, songket):
    page.goto("/")
    for stop in ("Wastra", "Songket Lepus", "Masukkan ke keranjang"):
        tab_to(page, stop)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Keranjang")
    expect(page.locator("main")).to_contain_text("Songket Lepus")


def test_the_first_stop_skips_to_what_the_page_is_about(page, songket):
    page.goto("/katalog/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_without_scripts_one_looks_at_all_pictures_and_buys(plain_page, songket):
    plain_page.goto("/")
    plain_page.get_by_role("navigation", name="Kategori").get_by_role("link", name="Wastra").click()
    plain_page.get_by_role("link", name="Songket Lepus").click()
    plain_page.get_by_role("link", name="Gambar 2").click()
    expect(plain_page.get_by_role("img", name="Kain gold terlipat di atas meja.")).to_be_in_viewport()
    plain_page.locator("#beli button").click()

    expect(plain_page.locator("main")).to_contain_text("Songket Lepus")


def test_the_small_pictures_slide_the_large_ones_and_keep_the_page_where_it_is(page, songket):
    page.goto(songket.get_absolute_url())
    second = page.get_by_role("link", name="Gambar 2")
    second.click()

    expect(page.get_by_role("img", name="Kain gold terlipat di atas meja.")).to_be_in_viewport(ratio=0.5)
    expect(second).to_have_attribute("aria-current", "true")
    assert page.url.endswith(songket.get_absolute_url())


def test_on_a_phone_the_button_to_buy_is_always_in_reach(page, songket):
    page.goto(songket.get_absolute_url())
    expect(page.locator(".buy-bar").get_by_role("button")).to_be_in_viewport(ratio=1)
    page.get_by_label("Jumlah").fill("2")
    page.locator(".buy-bar").get_by_role("button").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Keranjang")
    expect(page.locator("input[name=quantity]").first).to_have_value("2")


def test_back_from_a_product_leads_to_the_same_page_of_the_same_list(page, shop):
    synthetic.load(90)
    page.goto("/katalog/?tersedia=1")
    page.get_by_label("Urutkan").select_option("Harga terendah")
    page.get_by_role("button", name="Terapkan").click()
    for _page in range(2):
        page.get_by_role("link", name="Berikutnya").click()
    page.wait_for_url("**/katalog/?tersedia=1&urut=termurah&hal=3")
    before = titles(page)

    page.locator("main .card a").nth(3).click()
    page.wait_for_url("**/produk/**")
    page.go_back()

    assert page.url.endswith("/katalog/?tersedia=1&urut=termurah&hal=3")
    assert titles(page) == before
    assert len(before) > 3
