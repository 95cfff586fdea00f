from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.db import transaction
from django.urls import reverse

from catalog.models import Publication
from orders.basket.models import Basket
from tests.factories.products import ProductFactory, stock_of
from tests.stage.databases import wait_until_somebody_waits
from upt_accounts.users.models import User

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


def put(client, product, quantity=1, headers=OURS):
    return client.post(reverse("basket:add", args=[product.pk]), {"quantity": quantity}, headers=headers)


def in_basket(client):
    return [
        (line.product.pk, line.quantity)
        for parcel in client.get("/keranjang/").context["parcels"]
        for line in parcel.lines
    ]


def test_goods_of_two_upts_make_two_parcels_and_the_sum_is_right(client):
    songket, bag = ProductFactory(price=232_000), ProductFactory(price=75_500)

    put(client, songket)
    put(client, bag, 2)
    context = client.get("/keranjang/").context

    assert [parcel.upt for parcel in context["parcels"]] == [songket.upt, bag.upt]
    assert context["total"] == 232_000 + 2 * 75_500
    assert client.cookies["keranjang_jumlah"].value == "3"


def test_bread_never_waits_for_cloth_of_the_same_upt(client):
    cloth = ProductFactory()
    bread = ProductFactory(upt=cloth.upt, food=True, daily_batch=True)

    put(client, cloth)
    put(client, bread)

    assert [parcel.kind for parcel in client.get("/keranjang/").context["parcels"]] == [
        "ready",
        "daily_batch",
    ]


@pytest.mark.parametrize(
    "quantity", ["0", "-1", "1000000000", "999999999999999999999", "abc", "", "1.5", "\x00"]
)
def test_an_impossible_quantity_is_told_and_changes_nothing(client, quantity):
    product = ProductFactory(stock=3)
    put(client, product)
    client.get("/keranjang/")

    put(client, product, quantity)
    page = client.get("/keranjang/")

    assert page.context["refused"]["quantity"] == quantity[:20]
    assert len(page.context["refused"]["errors"]) == 1
    assert in_basket(client) == [(product.pk, 1)]


def test_what_was_typed_can_be_mended_where_it_is_refused(client):
    product = ProductFactory(title="Songket Limar", stock=2)

    put(client, product, 5)
    page = client.get("/keranjang/")

    assert page.context["refused"] == {
        "product": product.pk,
        "address": product.get_absolute_url(),
        "name": "Songket Limar",
        "quantity": "5",
        "asal": "",
        "hari": "",
        "choices": {},
        "errors": ["Tinggal 2. Pilih jumlah yang lebih kecil."],
        "days": [],
    }
    assert 'name="quantity" inputmode="numeric" value="5"' in page.text
    assert client.get("/keranjang/").context["refused"] is None


def test_a_quantity_that_cannot_be_is_told_with_the_name_of_its_product(client):
    product = ProductFactory(title="Songket Limar", stock=2)
    put(client, product)
    line = Basket.objects.get().lines.get()

    client.post(reverse("basket:update", args=[line.pk]), {"quantity": 5}, headers=OURS)

    assert [str(message) for message in client.get("/keranjang/").context["messages"]] == [
        "“Songket Limar” ada di keranjang Anda.",
        "“Songket Limar”: Tinggal 2. Pilih jumlah yang lebih kecil.",
    ]


def test_more_than_there_is_cannot_be_put_in_bit_by_bit(client):
    product = ProductFactory(stock=3)

    for _try in range(5):
        put(client, product)

    assert in_basket(client) == [(product.pk, 3)]


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}]
)
def test_another_site_cannot_fill_the_basket(client, headers):
    assert put(client, ProductFactory(), headers=headers).status_code == 403
    assert not Basket.objects.exists()


def test_a_removed_line_can_be_put_back_once(client):
    product = ProductFactory()
    put(client, product, 2)
    line = Basket.objects.get().lines.get()

    client.post(reverse("basket:remove", args=[line.pk]), headers=OURS)
    offered = client.get("/keranjang/").context["removed"]

    assert offered == {
        "product": product.pk,
        "quantity": 2,
        "name": product.name,
        "supply": "ready",
        "day": "",
        "choices": {},
    }
    assert client.get("/keranjang/").context["removed"] is None
    assert client.cookies["keranjang_jumlah"].value == ""


def test_a_strangers_line_is_not_found(client):
    put(client, ProductFactory())
    line = Basket.objects.get().lines.get()
    client.cookies.clear()

    assert client.post(reverse("basket:remove", args=[line.pk]), headers=OURS).status_code == 404
    assert (
        client.post(reverse("basket:update", args=[line.pk]), {"quantity": 5}, headers=OURS).status_code
        == 404
    )
    assert Basket.objects.get().lines.get().quantity == 1


def test_a_line_that_another_tab_takes_out_at_this_moment_is_not_found(shop):
    product, visitor = ProductFactory(), requests.Session()
    visitor.headers.update(OURS)
    visitor.post(f"{shop.url}/keranjang/tambah/{product.pk}/", {"quantity": 1})
    line = Basket.objects.get().lines.get()
    change = f"{shop.url}{reverse('basket:update', args=[line.pk])}"

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        line.delete()
        answer = pool.submit(visitor.post, change, {"quantity": 2}, allow_redirects=False)
        wait_until_somebody_waits()

    assert answer.result().status_code == 404


def test_what_was_withdrawn_or_sold_since_is_named(client):
    withdrawn, sold = ProductFactory(), ProductFactory(stock=2)
    put(client, withdrawn)
    put(client, sold, 2)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(publication=Publication.WITHDRAWN, is_public=False)
    stock_of(sold).allocate(1)

    problems = client.get("/keranjang/").context["problems"]

    assert [name in text for name, text in zip((withdrawn.name, sold.name), problems, strict=True)] == [
        True,
        True,
    ]
    assert "tinggal 1" in problems[1]


def test_a_parcel_of_which_nothing_is_left_promises_no_day(client):
    gone, left = ProductFactory(stock=1), ProductFactory(stock=5)
    put(client, gone)
    stock_of(gone).allocate(1)
    assert "Berangkat paling lambat" not in client.get("/keranjang/").content.decode()

    put(client, left)

    assert client.get("/keranjang/").content.decode().count("Berangkat paling lambat") == 1


def test_the_basket_survives_logging_in(client):
    product = ProductFactory()
    put(client, product, 2)

    client.force_login(User.objects.create_user("ani@example.com", "x"))

    assert in_basket(client) == [(product.pk, 2)]


@pytest.mark.parametrize("lines", [3, 10])
def test_the_page_asks_at_most_twelve_questions_however_long_it_is(
    client, lines, django_assert_max_num_queries
):
    for _line in range(lines):
        put(client, ProductFactory())

    with django_assert_max_num_queries(12):
        client.get("/keranjang/")
