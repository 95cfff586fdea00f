"""A petugas writes for so long that the login ends. Real browser, real shop."""

from django.contrib.sessions.models import Session

from catalog.models import Product
from tests.browser.test_petugas import ADD, log_in, petugas, photo, upt  # noqa: F401 - fixtures
from tests.factories.upts import PASSWORD


def write_until_the_login_ends(page, petugas):  # noqa: F811
    log_in(page, petugas)
    page.goto(ADD)
    page.locator("#id_images-0-original").set_input_files(photo("0.jpg", "maroon"))
    page.locator("#id_images-0-alt_id").fill("Tas rotan, depan")
    page.get_by_label("Nama barang").fill("Tas Rotan Bundar")
    page.get_by_label("Uraian", exact=True).fill("Dianyam rapat.\nDari rotan.")
    page.get_by_label("Berat kirim (gram)").fill("600")
    Session.objects.all().delete()
    page.get_by_role("button", name="Simpan draf").click()


def test_a_login_that_ends_while_a_product_is_written_loses_nothing(page, petugas):  # noqa: F811
    write_until_the_login_ends(page, petugas)
    page.get_by_text("Yang Anda tulis masih ada.").wait_for()
    page.locator("input[name=login]").fill(petugas.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Kirim lagi").click()
    page.get_by_role("alert").get_by_role("link", name="Foto").wait_for()
    page.locator("#id_images-0-original").set_input_files(photo("0.jpg", "maroon"))
    page.get_by_role("button", name="Simpan draf").click()
    page.get_by_text("Tas Rotan Bundar").first.wait_for()

    product = Product.objects.get()
    assert (product.title, product.description) == ("Tas Rotan Bundar", "Dianyam rapat.\r\nDari rotan.")
    assert product.images.get().alt_id == "Tas rotan, depan"


def test_a_login_in_another_window_loses_nothing(page, petugas, complaints):  # noqa: F811
    log_in(page, petugas)
    page.goto(ADD)
    page.get_by_label("Nama barang").fill("Tas Rotan Bundar")
    page.get_by_label("Berat kirim (gram)").fill("600")
    other = page.context.new_page()
    Session.objects.all().delete()
    log_in(other, petugas)
    page.get_by_role("button", name="Simpan draf").click()
    page.get_by_role("button", name="Kirim lagi").wait_for()
    complaints.clear()
    page.get_by_role("button", name="Kirim lagi").click()
    page.get_by_text("Tas Rotan Bundar").first.wait_for()

    assert Product.objects.get().title == "Tas Rotan Bundar"
