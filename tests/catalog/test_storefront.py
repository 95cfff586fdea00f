import pytest
from django.urls import reverse

from catalog.models import Product
from tests.factories.products import CategoryFactory, ProductFactory

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


@pytest.mark.parametrize("name", ["home", "all", "category", "product"])
def test_a_page_asks_at_most_eight_questions_however_much_there_is(
    client, leaf, django_assert_max_num_queries, name
):
    product, *_others = [ProductFactory(category=leaf) for _ in range(30)]
    address = pages(product, leaf)[name]

    with django_assert_max_num_queries(8):
        client.get(address)


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
