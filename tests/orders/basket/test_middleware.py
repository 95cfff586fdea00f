from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from orders.basket.models import Basket
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import PASSWORD, UserFactory
from upt_accounts.strategy import UptStrategy

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


def put(client, product, quantity=1):
    return client.post(reverse("basket:add", args=[product.pk]), {"quantity": quantity}, headers=OURS)


def log_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def kept(user):
    return [(line.product, line.quantity) for line in Basket.open.get(owner=user).lines.order_by("pk")]


def told(client):
    return [str(message) for message in client.get("/keranjang/").context["messages"]]


def test_who_only_looks_gets_no_cookie_and_no_basket(client):
    product = ProductFactory()

    for address in ("/", product.get_absolute_url(), "/keranjang/"):
        assert not client.get(address).cookies

    assert not Basket.objects.exists()


def test_logging_in_joins_both_baskets_and_shows_how_full_the_joined_one_is(client):
    user, bag, bread = UserFactory(), ProductFactory(), ProductFactory()
    client.force_login(user)
    put(client, bag, 2)
    client.logout()
    put(client, bread, 3)

    answer = log_in(client, user)

    assert answer.status_code == 302
    assert kept(user) == [(bag, 2), (bread, 3)]
    assert answer.cookies["keranjang_jumlah"].value == "5"
    assert [text for text in told(client) if "disatukan" in text] == [
        "Barang yang Anda pilih sebelum masuk sudah disatukan dengan keranjang Anda."
    ]


def test_a_joined_basket_never_asks_for_more_than_there_is(client):
    user, product = UserFactory(), ProductFactory(stock=5)
    put(client, product, 5)
    stock_of(product).allocate(3)

    log_in(client, user)

    assert kept(user) == [(product, 2)]
    assert f"Jumlah “{product.name}” disesuaikan dengan stok yang ada." in told(client)


def test_logging_out_leaves_no_trace_of_the_basket_in_the_browser(client):
    user = UserFactory()
    client.force_login(user)
    put(client, ProductFactory())

    answer = client.post(reverse("account_logout"))

    assert answer.cookies["keranjang_jumlah"].value == ""
    assert client.get("/keranjang/").context["parcels"] == []
    assert len(kept(user)) == 1


def test_the_cookies_of_a_basket_stay_on_this_site(client):
    cookies = put(client, ProductFactory()).cookies

    assert (cookies["oscar_open_basket"]["samesite"], cookies["oscar_open_basket"]["httponly"]) == (
        "Lax",
        True,
    )
    assert (cookies["keranjang_jumlah"]["samesite"], cookies["keranjang_jumlah"]["httponly"]) == ("Lax", "")


def test_a_basket_cookie_that_was_tampered_with_shows_no_basket(client):
    put(client, ProductFactory())
    client.cookies["oscar_open_basket"] = "1:forged"

    assert client.get("/keranjang/").context["parcels"] == []


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_join_a_guests_basket_once():
    product, user = ProductFactory(stock=5), UserFactory()
    guests, own = Basket.objects.create(), Basket.objects.create(owner=user)
    for basket in (guests, own):
        basket.strategy = UptStrategy()
    guests.add_product(product, 2)
    barrier = Barrier(2)

    def join(_tab):
        try:
            barrier.wait()
            return Basket.objects.get(pk=own.pk).take_over(Basket.objects.get(pk=guests.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(join, range(2))) == [[], []]

    assert kept(user) == [(product, 2)]
    assert Basket.objects.get(pk=guests.pk).status == Basket.MERGED
