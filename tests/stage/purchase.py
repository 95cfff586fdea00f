"""The journey the shop exists for: a guest on a phone buys of two UPTs at once, and pays."""

import re

from playwright.sync_api import expect

GUEST = {"kontak-name": "Ayu Lestari", "kontak-email": "ayu@contoh.example", "kontak-phone": "0812 3456 7890"}
HOUSE = {
    "recipient": "Ayu Lestari",
    "phone": "0812 3456 7890",
    "line1": "Jalan Demang Lebar Daun 12, RT 03",
    "postcode": "30137",
}
PLACES = {"province": "Sumatera Selatan", "regency": "Kota Palembang", "district": "Ilir Barat Satu"}


def buy(page, shop, goods) -> str:
    """From the home page to the paid order; gives the address of its page. `goods` are names of products."""
    for name in goods:
        put_into_basket(page, shop, name)
    check_out(page)
    pay_by_virtual_account(page)
    expect_paid(page, parcels=len(goods))
    return page.url.split("?")[0]


def put_into_basket(page, shop, name):
    page.goto(shop)
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name=name).first.click()
    page.locator("button:visible", has_text="keranjang").first.click()
    expect(page).to_have_url(re.compile("/keranjang/$"))


def check_out(page):
    """From the basket over address, shipping and review to Midtrans' page."""
    page.locator("a:visible", has_text="Lanjut ke alamat").first.click()
    for name, value in (GUEST | HOUSE).items():
        page.locator(f"[name='{name}']").fill(value)
    for name, value in PLACES.items():
        page.locator(f"[name='{name}']").select_option(label=value)
    press(page, "Lanjut")
    expect(page).to_have_url(re.compile("/checkout/pengiriman/$"))
    press(page, "Lanjut")
    press(page, "Bayar Rp")


def press(page, words):
    """The main button of a step, wherever this width of screen shows it."""
    page.locator("button.button-primary:visible", has_text=words).first.click()


def pay_by_virtual_account(page):
    page.get_by_role("button", name="BCA").click()
    page.get_by_role("button", name="Bayar Rp").click()
    page.get_by_role("link", name="Kembali ke toko").first.click()


def expect_paid(page, parcels):
    """The page asks by itself every few seconds whether the message of the payment has come."""
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Bayar", timeout=60_000)
    expect(page.locator("body")).to_contain_text(f"Paket {parcels} dari {parcels}")
