"""A visitor says once where things should go; pages then tell when they arrive there and what that costs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from catalog import days
from orders.shipping.models import ServiceKind
from tests.factories.products import CategoryFactory, ProductFactory
from tests.factories.tariffs import TariffFactory, service_of
from tests.factories.upts import ProvinceFactory, RegencyFactory

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
PLACE = reverse("destination")


@pytest.fixture
def surabaya():
    jawa_timur = ProvinceFactory(code="35", name="Jawa Timur")
    TariffFactory(destination=jawa_timur, first_price=24_000, min_days=2, max_days=2)
    service_of(ServiceKind.PICKUP)
    return RegencyFactory(code="35.78", name="Kota Surabaya", province=jawa_timur)


def choose(client, **answers):
    return client.post(PLACE, {"provinsi": "35", "kabupaten": "35.78", "next": "/"} | answers, headers=OURS)


def arrival_of(promise):
    arrives = promise.ships_on + timedelta(days=2)
    return days.short(arrives + timedelta(days=1) if arrives.weekday() == 6 else arrives)


def test_the_place_is_one_cookie_for_a_year_and_leads_back(client, surabaya):
    answer = choose(client, next="/katalog/?hal=2#kirim")

    cookie = answer.cookies["tujuan"]
    assert (answer.status_code, answer.url) == (302, "/katalog/?hal=2#kirim")
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("35.78", 365 * 24 * 60 * 60, "Lax")
    assert list(answer.cookies) == ["tujuan"]


def test_without_scripts_the_towns_of_a_province_come_by_a_round_trip(client, surabaya):
    answer = choose(client, kabupaten="", next="/katalog/")

    assert answer.context["form"].errors == {"kabupaten": ["Pilih kabupaten atau kota."]}
    assert '<option value="35.78">Kota Surabaya</option>' in answer.text
    assert '<input type="hidden" name="next" value="/katalog/">' in answer.text
    assert "tujuan" not in answer.cookies


@pytest.mark.parametrize(
    "answers",
    [
        {"kabupaten": "16.71"},
        {"kabupaten": "%00"},
        {"kabupaten": "\x00"},
        {"provinsi": "x"},
        {"provinsi": "99"},
    ],
)
def test_a_place_that_does_not_exist_is_refused_beside_its_field(client, surabaya, answers):
    answer = choose(client, **answers)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "tujuan" not in answer.cookies


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client, surabaya, back):
    assert choose(client, next=back).url == "/"


def test_another_site_cannot_choose_the_place(client, surabaya):
    answer = client.post(
        PLACE, {"provinsi": "35", "kabupaten": "35.78"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403


def test_the_place_can_be_changed_and_forgotten(client, surabaya):
    choose(client)
    assert "Sekarang: <b>Kota Surabaya</b>" in client.get(PLACE).text

    client.post(PLACE, {"lupakan": "1", "next": "/"}, headers=OURS)

    assert "Sekarang" not in client.get(PLACE).text


def test_page_and_card_tell_the_day_of_arrival_at_the_place(client, surabaya):
    product = ProductFactory(stock=20)
    neighbour = ProductFactory(upt=product.upt, made_to_order=True)
    choose(client)

    page = client.get(product.get_absolute_url())
    card = page.context["others"][0]
    arrival = arrival_of(page.context["promise"])

    assert f"Siap kirim, tiba {arrival} di Kota Surabaya" in page.text
    assert "Ke Kota Surabaya, 2 hari</b>" in page.text
    assert "Rp24.000" in page.text
    assert (card, card.arrives) == (neighbour, arrival_of(card.promise))
    assert f"Tiba {card.arrives}" in page.text


def test_every_list_tells_the_day_of_arrival(client, surabaya):
    product = ProductFactory(stock=20, category=CategoryFactory(slug="tas"))
    choose(client)

    for address in ("/katalog/", "/katalog/tas/", "/cari/?q=tas", product.upt.get_absolute_url()):
        page = client.get(address)
        card = page.context["listing"].cards[0]
        assert f"Tiba {arrival_of(card.promise)}" in page.text, address
        assert "Kota Surabaya" in page.text, address


def test_where_nothing_goes_the_page_says_why(client, surabaya):
    ProvinceFactory(code="95", name="Papua Pegunungan")
    RegencyFactory(code="95.01", name="Jayawijaya", province_id="95")
    product = ProductFactory(title="Selendang Songket")
    choose(client, provinsi="95", kabupaten="95.01")

    page = client.get(product.get_absolute_url())

    assert (
        "Selendang Songket belum dapat dikirim: tidak ada kurir dari Kota Palembang ke Jayawijaya."
        in page.text
    )
    assert "tiba" not in page.context["promise"].text


@pytest.mark.parametrize("value", ["99.99", "3578", "'; drop", "%00", "x" * 4000, ""])
def test_a_cookie_that_names_no_place_counts_as_none(client, surabaya, value):
    client.cookies["tujuan"] = value

    page = client.get(ProductFactory().get_absolute_url())

    assert page.status_code == 200
    assert "Tanggal tiba dan ongkir ke kota Anda" in page.text


@pytest.mark.parametrize("address", ["/", "/katalog/", "product"])
def test_pages_with_a_place_are_kept_by_no_shared_cache(client, surabaya, address):
    address = ProductFactory().get_absolute_url() if address == "product" else address
    assert "public" in client.get(address)["Cache-Control"]

    choose(client)

    assert client.get(address)["Cache-Control"] == "private, no-cache"
