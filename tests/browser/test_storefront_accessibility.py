"""No page of the storefront shuts anybody out: phones and desks, by day and by night."""

import pytest

from tests.factories.curation import NominationFactory
from tests.factories.pictures import ProductImageFactory
from tests.factories.products import CategoryFactory, ProductFactory
from tests.factories.upts import UptFactory
from tests.stage.accessibility import barriers
from upt_accounts.models import SupportPartner

NO_DATABASE = "postgresql://toko@127.0.0.1:1/toko"


@pytest.fixture
def addresses(shop, run_tasks):
    """A shop with one of everything that pages show differently."""
    cloth = CategoryFactory(slug="songket", parent=CategoryFactory(slug="wastra"))
    upt = UptFactory(
        whatsapp="+6281234567890", about="Rumah tenun.", pickup_place="Toko", pickup_hours="Senin 08.00"
    )
    songket = ProductFactory(upt=upt, category=cloth, made_to_order=True, colours=["merah"], natural_dye=True)
    ProductImageFactory(product=songket)
    ProductImageFactory(product=songket, display_order=1, colour="gold")
    bread = ProductFactory(
        upt=upt,
        workshop=songket.workshop,
        food=True,
        daily_batch=True,
        ship_scope="local_or_pickup",
        allergens="susu",
    )
    gone = ProductFactory(upt=upt, stock=0)
    NominationFactory(product=songket, featured=True)
    NominationFactory(product=gone, featured=True)
    SupportPartner.objects.create(code="M", name="Dinas UMKM", role="Pelatihan", since=2020)
    run_tasks()
    return {
        "home": "/",
        "all": "/katalog/",
        "category": "/katalog/wastra/?urut=termurah",
        "nothing left": "/katalog/?jenis=ready&unggulan=1&tersedia=1",
        "songket": songket.get_absolute_url(),
        "bread": bread.get_absolute_url(),
        "sold out, no picture": gone.get_absolute_url(),
        "upts": "/upt/",
        "upt": upt.get_absolute_url(),
        "showcase": "/unggulan/",
        "search": "/cari/?q=tas",
        "no hit": "/cari/?q=zzzz",
        "not there": "/tidak/ada/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_shuts_anybody_out(open_page, addresses, complaints, width, scheme):
    page, found = open_page(width=width, color_scheme=scheme), {}
    for name, address in addresses.items():
        page.goto(address)
        found[name] = barriers(page)
    # The page that is not there.
    complaints.clear()

    assert found == dict.fromkeys(addresses, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nor_do_the_pages_for_what_goes_wrong(open_page, start_shop, complaints, scheme):
    page = open_page(width=320, color_scheme=scheme)
    page.goto("/akun/masuk/")
    page.context.clear_cookies()
    with page.expect_navigation():
        page.locator("main form").first.evaluate("form => form.submit()")
    expired = page.locator("h1").inner_text(), barriers(page)
    page.goto(f"{start_shop(DATABASE_URL=NO_DATABASE, WEB_WORKERS=1)}/")
    silent = page.locator("h1").inner_text(), barriers(page)
    complaints.clear()

    assert expired == ("Formulir ini sudah terlalu lama terbuka", [])
    assert silent == ("Toko sedang tidak dapat melayani", [])
