"""A petugas with a telephone: a product goes into the shop, a parcel leaves the house. Real browser, real shop."""

import io

import pytest
from PIL import Image, ImageDraw

from orders import workflow
from tests.factories.orders import CourierFactory, ShippingServiceFactory, UptOrderFactory, add_line
from tests.factories.pictures import ProductImageFactory
from tests.factories.products import CategoryFactory, ProductFactory
from tests.factories.upts import PASSWORD, UptFactory, WorkshopFactory, petugas_of
from tests.stage.accessibility import barriers

ADD, LIST = "/admin/catalogue/product/add/", "/admin/order/uptorder/"


@pytest.fixture
def upt(shop):
    return UptFactory(name="Lapas Perempuan Contoh")


@pytest.fixture
def petugas(upt):
    return petugas_of(upt, first_name="Sari")


def log_in(page, petugas):
    page.goto("/admin/")
    page.locator("input[name=login]").fill(petugas.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/admin/")


def photo(name, colour):
    """A photograph as a telephone hands it over."""
    picture = Image.new("RGB", (1200, 1600), colour)
    ImageDraw.Draw(picture).ellipse((200, 300, 1000, 1200), fill="wheat")
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def describe(page, category):
    for place, (colour, words) in enumerate([("maroon", "Depan"), ("teal", "Samping"), ("navy", "Alas")]):
        page.locator(f"#id_images-{place}-original").set_input_files(photo(f"{place}.jpg", colour))
        page.locator(f"#id_images-{place}-alt_id").fill(f"Tas rotan, {words.lower()}")
    page.get_by_label("Nama barang").fill("Tas Rotan Bundar")
    page.get_by_label("Kategori").select_option(str(category.pk))
    page.get_by_label("Uraian", exact=True).fill("Dianyam rapat dari rotan.")
    page.get_by_label("Harga (Rp)").fill("Rp125.000")
    page.get_by_label("Stok sekarang").fill("3")
    page.get_by_label("Berat kirim (gram)").fill("600")


def test_a_product_with_three_photographs_goes_into_the_shop(page, open_page, petugas, run_tasks):
    category = CategoryFactory(parent=CategoryFactory(name="Tas"), name="Tas anyaman")
    log_in(page, petugas)
    page.get_by_role("link", name="Tambah produk").click()
    describe(page, category)
    assert page.locator("[data-photo-frame] img").count() == 3
    page.get_by_role("button", name="Simpan dan terbitkan").click()
    page.get_by_text("“Tas Rotan Bundar” sudah terbit di toko.").wait_for()
    run_tasks()

    shopper = open_page()
    shopper.goto(page.get_by_role("link", name="Lihat di toko").get_attribute("href"))

    assert shopper.get_by_role("heading", level=1).inner_text() == "Tas Rotan Bundar"
    assert shopper.get_by_role("img", name="Tas rotan, depan").count() == 1
    assert shopper.get_by_text("Rp125.000").first.is_visible()
    assert shopper.get_by_role("button", name="Masukkan ke keranjang").is_visible()


def test_what_is_wrong_is_one_touch_away_and_what_was_typed_is_still_there(page, petugas):
    log_in(page, petugas)
    page.goto(ADD)
    page.get_by_label("Nama barang").fill("Tas Rotan Bundar")
    page.get_by_label("Harga (Rp)").fill("1.000,50")
    page.get_by_role("button", name="Simpan draf").click()
    page.get_by_role("alert").get_by_role("link", name="Harga (Rp)").click()

    assert page.evaluate("location.hash") == "#id_price"
    assert page.get_by_label("Harga (Rp)").input_value() == "1.000,50"
    assert page.get_by_label("Nama barang").input_value() == "Tas Rotan Bundar"


def test_another_photograph_does_not_change_what_is_said_of_it(page, petugas, upt):
    kept = ProductImageFactory(product=ProductFactory(upt=upt, draft=True), alt_id="Tas rotan, depan")
    log_in(page, petugas)
    page.goto(f"/admin/catalogue/product/{kept.product_id}/change/")
    page.locator("#id_images-0-original").set_input_files(photo("IMG_2034.jpg", "teal"))
    page.locator("#id_images-1-original").set_input_files(photo("IMG_2035.jpg", "navy"))

    assert page.locator("[data-photo-frame] img").count() == 2
    assert page.locator("#id_images-0-alt_id").input_value() == "Tas rotan, depan"
    assert page.locator("#id_images-1-alt_id").input_value() == ""


def test_without_scripts_a_product_is_listed_as_well(plain_page, petugas):
    category = CategoryFactory()
    log_in(plain_page, petugas)
    plain_page.goto(ADD)
    describe(plain_page, category)
    plain_page.get_by_text("Tambah foto lagi").click()
    plain_page.locator("#id_images-3-original").set_input_files(photo("3.jpg", "olive"))
    plain_page.locator("#id_images-3-alt_id").fill("Tas rotan, tali")
    plain_page.get_by_role("button", name="Simpan dan terbitkan").click()

    plain_page.get_by_text("“Tas Rotan Bundar” sudah terbit di toko.").wait_for()
    assert plain_page.locator("[data-photo-frame] img").count() == 4


@pytest.fixture
def part(upt):
    """Two bags, paid, to go by JNE."""
    part = UptOrderFactory(upt=upt)
    add_line(part, ProductFactory(upt=upt, title="Tas Rotan Bundar"), quantity=2)
    workflow.mark_paid(part.order)
    return part


def test_a_parcel_is_packed_and_sent_and_its_buyer_sees_the_number(page, open_page, petugas, part):
    log_in(page, petugas)
    page.get_by_role("link", name="Kemas", exact=True).click()
    page.get_by_role("button", name="Mulai siapkan").click()
    page.get_by_label("Nomor resi").fill("jne1")
    page.get_by_role("button", name="Kirim").click()
    page.get_by_text("Nomor resi JNE tidak seperti ini. Periksa lagi angka dan hurufnya.").wait_for()
    page.get_by_label("Nomor resi").fill("jne 0012 345678")
    page.get_by_role("button", name="Kirim").click()
    page.get_by_text(f"Paket {part.number} sudah dikirim.").wait_for()

    buyer = open_page()
    buyer.goto(part.order.get_absolute_url())

    assert buyer.get_by_text("Resi JNE JNE0012345678").is_visible()
    page.goto("/admin/")
    assert page.get_by_role("heading", level=1).inner_text().endswith("Tidak ada paket untuk hari ini")


def test_a_wrong_number_is_corrected_for_the_buyer_too(page, open_page, petugas, part):
    workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345687", actor=petugas)
    log_in(page, petugas)
    page.goto(f"{LIST}{part.pk}/change/")
    page.get_by_text("Perbaiki nomor resi").click()
    page.get_by_label("Nomor resi").fill("JNE0012345678")
    page.get_by_role("button", name="Simpan nomor resi").click()
    page.get_by_text("resi JNE0012345687 diperbaiki menjadi JNE0012345678 oleh Sari").wait_for()

    buyer = open_page()
    buyer.goto(part.order.get_absolute_url())

    assert buyer.get_by_text("Resi JNE JNE0012345678").is_visible()
    assert "JNE0012345687" not in buyer.content()


# Unfold's scroller (simplebar) names every box that scrolls alike; on a desk there are two, menu and table.
UNFOLDS_OWN = 'landmark-unique: <div class="simplebar-content-wrapper"'


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_the_desk_shuts_anybody_out(open_page, petugas, part, upt, run_tasks, width, scheme):
    sent = UptOrderFactory(upt=upt, order=part.order, promise="made_to_order")
    fetched = UptOrderFactory(
        upt=upt, order=part.order, promise="daily_batch", service=ShippingServiceFactory(pickup=True)
    )
    add_line(sent)
    add_line(fetched)
    workflow.prepare(sent, actor=petugas)
    workflow.ship(sent, courier=CourierFactory(), tracking_number="JNE0012345678", actor=petugas)
    workflow.make_ready(fetched, actor=petugas)
    product = part.lines.get().product
    ProductImageFactory(product=product)
    ProductFactory(upt=upt, draft=True, workshop=WorkshopFactory(upt=upt))
    run_tasks()
    pages = {
        "start": "/admin/",
        "list": LIST,
        "slips": f"{LIST}slip/",
        "products": "/admin/catalogue/product/",
    }
    pages |= {"add": ADD, "product": f"/admin/catalogue/product/{product.pk}/change/"}
    pages |= {each.status: f"{LIST}{each.pk}/change/" for each in (part, sent, fetched)}
    page, found = open_page(width=width, color_scheme=scheme), {}
    log_in(page, petugas)
    for name, address in pages.items():
        page.goto(address)
        barred = [barrier for barrier in barriers(page) if not barrier.startswith(UNFOLDS_OWN)]
        found |= {name: barred} if barred else {}

    assert found == {}
