"""What a checkout may be sent by mistake, by an old page or on purpose: told in words, and nothing is placed."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from catalog.models import Publication
from orders.models import Order
from tests.factories.orders import ShippingServiceFactory
from tests.factories.products import ProductFactory, stock_of
from tests.factories.tariffs import TariffFactory
from tests.orders.checkout.walking import (
    ADDRESS,
    BASKET,
    OURS,
    REVIEW,
    SHIPPING,
    answers,
    go_to_review,
    go_to_shipping,
    pay,
    put,
    ways,
)
from upt_accounts.models import StockRecord

pytestmark = pytest.mark.django_db


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("pk", [0, 999_999, 10**18, 10**30])
def test_an_unknown_product_is_not_found(client, pk):
    assert client.post(reverse("basket:add", args=[pk]), {"quantity": 1}, headers=OURS).status_code == 404
    assert client.post(reverse("basket:update", args=[pk]), {"quantity": 1}, headers=OURS).status_code == 404


def test_a_product_that_is_not_published_cannot_be_put_in(client):
    draft = ProductFactory(draft=True)

    assert put(client, draft).status_code == 404


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "abc", "", "1e3", "\x00", "9" * 5000])
def test_a_quantity_that_is_none_changes_nothing(client, products, quantity):
    put(client, products[0], 2)
    line = client.get(BASKET).context["parcels"][0].lines[0].line

    client.post(reverse("basket:update", args=[line.pk]), {"quantity": quantity}, headers=OURS)

    page = client.get(BASKET)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert page.context["parcels"][0].lines[0].quantity == 2


@pytest.mark.parametrize("step", [ADDRESS, SHIPPING, REVIEW])
def test_goods_withdrawn_in_mid_checkout_lead_to_the_basket_which_names_them(
    client, district, products, step
):
    review = go_to_review(client, district, products)
    type(products[0]).objects.filter(pk=products[0].pk).update(
        publication=Publication.WITHDRAWN, is_public=False
    )

    assert client.get(step).url == BASKET
    assert client.post(step, {"fingerprint": review.context["fingerprint"]}).url == BASKET
    page = client.get(BASKET)
    assert said(page) == ["Pesanan belum dibuat dan belum ada yang ditagih."]
    assert page.context["problems"] == [
        f"“{products[0].name}” tidak dijual lagi. Hapus dari keranjang untuk melanjutkan."
    ]
    assert not Order.objects.exists()


def test_a_price_that_changed_is_told_in_the_basket_already(client, products):
    put(client, products[0])
    StockRecord.objects.filter(product=products[0]).update(price=300_000)

    page = client.get(BASKET)

    assert page.context["total"] == 300_000
    assert "Harga berubah. Saat Anda memasukkannya: Rp232.000" in page.content.decode()


@pytest.mark.parametrize("sent", [None, "", "x", "x" * 100_000, "\x00", "eyJhIjoxfQ:1abc:def"])
def test_a_fingerprint_that_is_not_ours_shows_the_review_once_more(client, district, products, sent):
    go_to_review(client, district, products)

    page = client.post(REVIEW, {} if sent is None else {"fingerprint": sent})

    assert page.context["changed"] == [
        "Halaman ini tidak dapat dikenali lagi. Periksa pesanan Anda sekali lagi."
    ]
    assert not Order.objects.exists()
    assert stock_of(products[0]).num_allocated == 0


def test_the_fingerprint_of_another_buyers_cheaper_order_is_of_no_use(client, district, products):
    cheap = go_to_review(type(client)(), district, products[1:]).context["fingerprint"]
    go_to_review(client, district, products)

    page = client.post(REVIEW, {"fingerprint": cheap})

    assert f"“{products[0].name}” masuk ke keranjang." in page.context["changed"]
    assert not Order.objects.exists()


def test_a_way_that_only_another_parcel_has_is_not_taken(client, district, products):
    cake = ProductFactory(food=True, daily_batch=True, ship_scope="express")
    province = district.regency.province
    express = ShippingServiceFactory(code="kilat", name="Kilat", kind="express")
    TariffFactory(
        service=express, origin=province, destination=province, first_price=40_000, min_days=1, max_days=1
    )
    page = go_to_shipping(client, district, [products[0], cake])
    keys = [form.parcel.key for form in page.context["forms"]]
    assert [[way.code for way in form.options] for form in page.context["forms"]] == [
        ["jne-reg", "kilat"],
        ["kilat"],
    ]

    page = client.post(SHIPPING, {f"kirim-{keys[0]}": "jne-reg", f"kirim-{keys[1]}": "jne-reg"})

    assert [list(form.errors) for form in page.context["forms"]] == [[], ["kirim"]]


def test_a_note_of_ten_thousand_letters_is_refused_and_kept_on_the_page(client, district, products):
    page = go_to_shipping(client, district, products)
    key = page.context["forms"][0].parcel.key

    page = client.post(SHIPPING, ways(page) | {f"pesan-{key}": "a" * 10_000})

    assert page.context["forms"][0].errors == {"pesan": ["Paling banyak 300 huruf; sekarang ada 10000."]}
    assert "a" * 10_000 in page.content.decode()


def test_a_session_that_ended_in_mid_checkout_keeps_the_goods_and_says_what_to_do(client, district, products):
    review = go_to_review(client, district, products)
    Session.objects.all().delete()

    assert pay(client, review).url == BASKET
    page = client.get(BASKET)
    assert said(page) == ["Sesi Anda sudah berakhir. Barang Anda masih ada; tulis alamatnya sekali lagi."]
    assert sum(len(parcel.lines) for parcel in page.context["parcels"]) == 2
    assert not Order.objects.exists()


def test_a_session_that_ended_while_an_address_was_typed_loses_nothing(client, district, products):
    put(client, products[0])
    client.get(ADDRESS)
    Session.objects.all().delete()

    assert client.post(ADDRESS, answers(district)).url == SHIPPING


def test_what_is_wrong_is_told_in_the_order_of_the_page(client, products):
    put(client, products[0])

    page = client.post(ADDRESS, {})

    wrong = [field.id_for_label for field in page.context["wrong"]]
    text = page.content.decode()
    assert wrong[:3] == ["id_kontak-name", "id_kontak-phone", "id_kontak-email"]
    assert wrong == sorted(wrong, key=lambda name: text.index(f'id="{name}"'))


def test_a_form_that_was_open_too_long_says_so(district, products):
    client = Client(enforce_csrf_checks=True)
    put(client, products[0])

    page = client.post(ADDRESS, answers(district))

    assert page.status_code == 403
    assert "Formulir ini sudah terlalu lama terbuka" in page.content.decode()
