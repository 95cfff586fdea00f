from datetime import date
from urllib.parse import quote

import pytest
from django.db import IntegrityError
from django.urls import reverse

from catalog.curation.models import Round
from catalog.models import Product
from catalog.models.product import ShipScope
from tests.factories.curation import NominationFactory
from tests.factories.products import CategoryFactory, ProductFactory
from tests.factories.upts import UptFactory
from upt_accounts.models import UptKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaf():
    return CategoryFactory(slug="songket", parent=CategoryFactory(slug="wastra"))


def pages(product, leaf):
    return {
        "home": "/",
        "all": reverse("catalogue:index"),
        "category": leaf.get_absolute_url(),
        "product": product.get_absolute_url(),
        "upt": product.upt.get_absolute_url(),
        "upts": reverse("upt-list"),
        "showcase": reverse("showcase"),
        "search": reverse("search") + "?q=kain",
    }


@pytest.mark.parametrize("name", ["home", "all", "category", "product", "upt", "upts", "showcase", "search"])
def test_looking_sets_no_cookie_and_may_be_done_by_anyone(client, leaf, name):
    response = client.get(pages(ProductFactory(category=leaf), leaf)[name])

    assert response.status_code == 200
    assert not response.cookies


def test_a_category_shows_what_hangs_below_it_and_nothing_else(client, leaf):
    inside = ProductFactory(category=leaf)
    ProductFactory(category=CategoryFactory(slug="kuliner"))
    ProductFactory(category=leaf, draft=True)

    listing = client.get("/katalog/wastra/").context["listing"]

    assert [product.pk for product in listing.cards] == [inside.pk]


def test_sorting_by_price_is_kept_in_the_address_of_the_next_page(client, leaf, settings):
    settings.PRODUCTS_PER_PAGE = 2
    for price in (30_000, 10_000, 20_000):
        ProductFactory(category=leaf, price=price)

    listing = client.get("/katalog/?urut=termurah").context["listing"]
    following = client.get(listing.next_url).context["listing"]

    assert [int(card.price) for card in (*listing.cards, *following.cards)] == [10_000, 20_000, 30_000]


@pytest.mark.parametrize(
    "query", ["urut=x", "hal=abc", "hal=-1", "hal=99999999999", "jenis=%00", "q=%00", "provinsi=zz"]
)
def test_what_a_list_does_not_understand_it_leaves_out(client, leaf, query):
    ProductFactory(category=leaf)

    response = client.get(f"/katalog/?{query}")

    assert response.status_code == 200
    assert response.context["listing"].count == 1


def test_an_old_address_of_a_product_leads_to_the_present_one(client):
    product = ProductFactory()

    response = client.get(f"/produk/nama-lama-{product.pk}/")

    assert (response.status_code, response.url) == (301, product.get_absolute_url())


@pytest.mark.parametrize(
    "address", ["/produk/x-0/", "/produk/x-999999999999999999/", "/katalog/tidak-ada/", "/upt/tidak-ada/"]
)
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_goods_of_a_closed_upt_are_not_shown(client):
    product = ProductFactory()
    type(product.upt).objects.update(is_active=False)

    assert client.get(product.get_absolute_url()).status_code == 404
    assert not Product.objects.on_sale().exists()


def test_the_maker_is_known_by_initials_and_workshop(client):
    product = ProductFactory(maker_initials="SR", workshop__name="Tenun Songket")

    page = client.get(product.get_absolute_url()).text

    assert "<b>Tenun Songket</b>, dikerjakan SR" in page


def test_children_are_not_known_at_all(client):
    product = ProductFactory(maker_initials="SR", upt=UptFactory(kind=UptKind.LPKA))

    assert "SR" not in client.get(product.get_absolute_url()).text


@pytest.mark.parametrize("name", ["Siti", "SR2", "S R", "sr", "SRA"])
def test_no_more_of_a_name_than_two_letters_can_be_kept(name):
    with pytest.raises(IntegrityError, match="product_maker_by_initials_only"):
        ProductFactory(maker_initials=name)


def test_the_home_page_tells_what_is_left_of_the_days_bread(client):
    ProductFactory(
        daily_batch=True,
        food=True,
        daily_capacity=12,
        stock=3,
        ship_scope=ShipScope.LOCAL_OR_PICKUP,
        workshop__name="Le Panile Bakery",
    )

    page = client.get("/").text

    assert "Segar dari Le Panile Bakery" in page
    assert '<p class="batch batch-short"><b>Sisa 3</b><span>dari 12</span></p>' in page


def test_a_product_offers_a_chat_with_its_upt_about_itself(client, settings):
    product = ProductFactory(title="Tas Rotan", upt=UptFactory(whatsapp="+6281234567890"))

    link = client.get(product.get_absolute_url()).context["question_url"]

    assert link.startswith(
        "https://wa.me/6281234567890?text=Halo%2C%20saya%20ingin%20bertanya%20tentang%20Tas%20Rotan"
    )
    assert link.endswith(quote(settings.SITE_URL + product.get_absolute_url()))


def test_what_is_sold_out_cannot_be_put_into_a_basket(client):
    page = client.get(ProductFactory(stock=0).get_absolute_url()).text

    assert "Sedang habis" in page
    assert "Masukkan ke keranjang" not in page


def test_the_works_beside_a_product_are_first_of_its_own_workshop(client):
    product = ProductFactory()
    near = ProductFactory(upt=product.upt, workshop=product.workshop)
    newer = ProductFactory(upt=product.upt)
    ProductFactory()

    assert client.get(product.get_absolute_url()).context["others"] == [near, newer]


def test_a_upts_shop_is_narrowed_to_one_of_its_shelves(client, leaf):
    product = ProductFactory(category=leaf)
    ProductFactory(upt=product.upt, category=CategoryFactory(slug="roti"))

    whole = client.get(product.upt.get_absolute_url()).context
    shelf = client.get(f"{product.upt.get_absolute_url()}?kategori={leaf.path_slug}").context

    assert [(category.slug, count) for category, count, *_rest in whole["shelves"]] == [
        ("songket", 1),
        ("roti", 1),
    ]
    assert (whole["listing"].count, shelf["listing"].cards) == (2, [product])


def test_a_upts_shop_tells_when_the_gate_is_open_and_which_holidays_come(client, monkeypatch):
    upt = UptFactory(pickup_place="Toko Le Panile", pickup_hours="Senin–Sabtu 07.00–16.00")
    monkeypatch.setattr("catalog.upt_shop.timezone.localdate", lambda: date(2026, 12, 20))

    page = client.get(upt.get_absolute_url())

    assert page.context["holidays"] == [
        (date(2026, 12, 24), "Cuti Bersama Hari Raya Natal"),
        (date(2026, 12, 25), "Hari Raya Natal"),
    ]
    assert "Senin–Sabtu 07.00–16.00 WIB" in page.text


def test_a_search_without_a_hit_says_so_and_leads_on(client, leaf):
    page = client.get("/cari/?q=zzzz").text

    assert "Belum ada karya yang cocok dengan “zzzz”." in page
    assert 'href="/katalog/wastra/"' in page


def test_the_showcase_counts_what_was_named_and_nominated(client):
    named = NominationFactory(featured=True).product
    NominationFactory(round=Round.objects.get())

    context = client.get("/unggulan/").context

    assert (context["lead"], context["others"], context["count"]) == (named, [], 1)
    assert [one.nomination_count for one in context["rounds"]] == [2]
