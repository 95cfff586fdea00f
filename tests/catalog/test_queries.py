"""Pages for onlookers ask the database the same few questions, however many products there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.demo import synthetic
from catalog.listings import SORTS, Listing
from catalog.models import Product
from orders.shipping.visitor import COOKIE
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory
from upt_accounts.regions.models import Province

pytestmark = pytest.mark.django_db
AT_MOST = 8


def asked_by(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def _bread(upt):
    """Made once a run, at a UPT that has other products to show below it."""
    known = Product.objects.filter(title="Roti").first()
    return known or ProductFactory(upt=upt, title="Roti", daily_batch=True, food=True)


def counts(client):
    product = Product.objects.order_by("pk").first()
    pages = {
        "home": "/",
        "all": "/katalog/",
        "category": "/katalog/tas-aksesori/",
        "product": product.get_absolute_url(),
        "bread": _bread(product.upt).get_absolute_url(),
        "upts": "/upt/",
        "upt": product.upt.get_absolute_url(),
        "search": "/cari/?q=tas",
    }
    return {name: len(asked_by(client, address)) for name, address in pages.items()}


def test_ten_thousand_products_take_no_more_questions_than_two_hundred(client):
    asked = {}
    for products in (30, 200, 10_000):
        synthetic.load(products)
        asked[products] = counts(client)

    assert asked[10_000] == asked[200]
    assert asked[30] == asked[200]
    assert all(asked[200][page] <= AT_MOST for page in ("home", "all", "category", "product", "bread"))


def test_a_visitor_whose_place_is_known_takes_no_more_questions_however_many_products(client):
    """One for the place, two for what couriers charge there; the list of provinces is not asked for then."""
    asked = {}
    for products in (200, 10_000):
        synthetic.load(products)
        if not asked:
            jawa_timur = Province.objects.get(pk="35")
            TariffFactory(destination=jawa_timur)
            client.cookies[COOKIE] = jawa_timur.regencies.first().pk
        asked[products] = counts(client)

    assert asked[10_000] == asked[200]
    assert all(asked[200][page] <= AT_MOST for page in ("home", "all", "category", "product", "bread"))


def test_looking_at_a_product_writes_nothing(client):
    synthetic.load(30)

    asked = asked_by(client, Product.objects.first().get_absolute_url())

    assert {sql.split()[0] for sql in asked} == {"SELECT"}


def test_every_order_of_all_products_follows_an_index():
    synthetic.load(2_000)

    plans = {
        sort: Listing(Product.objects.all(), {"urut": sort}, "/katalog/").page.object_list.explain()
        for sort in SORTS
    }

    assert [sort for sort, plan in plans.items() if "Sort" in plan or "Index Scan" not in plan] == []
