"""The basket tells when each parcel leaves, and what it costs to a place that is known; a loaf can change its day."""

import pytest
from django.urls import reverse

from catalog import days
from catalog.capacity.models import Batch
from catalog.models.product import ShipScope
from orders.basket.models import Basket
from orders.shipping.visitor import COOKIE
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import ProvinceFactory, RegencyFactory

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
BASKET = reverse("basket:summary")


def put(client, product, quantity=1, **wish):
    client.post(reverse("basket:add", args=[product.pk]), {"quantity": quantity} | wish, headers=OURS)


def change(client, **answers):
    line = Basket.objects.get().lines.order_by("pk").first()
    return client.post(reverse("basket:update", args=[line.pk]), answers, headers=OURS, follow=True)


def lines():
    return list(Basket.objects.get().lines.order_by("day").values_list("day", "quantity"))


@pytest.fixture
def bread():
    return ProductFactory(
        daily_batch=True, food=True, stock=6, title="Roti Sobek", ship_scope=ShipScope.LOCAL_OR_PICKUP
    )


def test_a_loaf_changes_its_day(client, bread):
    put(client, bread, 2)
    second = bread.batches.all()[1].day

    page = change(client, quantity=3, hari=second.isoformat())

    assert lines() == [(second, 3)]
    assert f"“Roti Sobek” sekarang untuk {days.weekday(second)}." in page.text


def test_loaves_that_come_to_the_same_day_are_one_line(client, bread):
    first, second, _third = (batch.day for batch in bread.batches.all())
    put(client, bread, 2, hari=first.isoformat())
    put(client, bread, 3, hari=second.isoformat())

    change(client, quantity=2, hari=second.isoformat())

    assert lines() == [(second, 5)]


def test_a_day_holds_no_more_than_is_left_of_it(client, bread):
    first, second, _third = (batch.day for batch in bread.batches.all())
    put(client, bread, 4, hari=first.isoformat())
    put(client, bread, 3, hari=second.isoformat())

    page = change(client, quantity=4, hari=second.isoformat())

    assert "“Roti Sobek”: Tinggal 6, dan 3 sudah ada di keranjang Anda." in page.text
    assert lines() == [(first, 4), (second, 3)]


@pytest.mark.parametrize("day", ["2020-01-01", "besok", "\x00", "9999-99-99"])
def test_a_day_that_is_not_offered_changes_nothing(client, bread, day):
    put(client, bread, 2)
    before = lines()

    page = change(client, quantity=2, hari=day)

    assert len(page.context["messages"]) == 2
    assert lines() == before


def test_a_day_that_is_full_since_names_the_next_one(client, bread):
    put(client, bread, 2)
    first, second, _third = bread.batches.all()
    Batch.objects.filter(pk=first.pk).update(taken=first.planned)

    page = client.get(BASKET)

    assert page.context["problems"] == [
        "“Roti Sobek” untuk hari itu tidak dapat dipesan lagi. "
        f"Pilih hari lain, misalnya {days.weekday(second.day)}."
    ]
    assert f'<option value="{second.day.isoformat()}"' in page.text


def test_each_parcel_tells_its_day_and_its_cost_before_anything_is_asked(client, bread):
    jawa_timur = ProvinceFactory(code="35", name="Jawa Timur")
    TariffFactory(destination=jawa_timur, first_price=24_000)
    client.cookies[COOKIE] = RegencyFactory(code="35.78", name="Kota Surabaya", province=jawa_timur).pk
    bag, cloth = ProductFactory(upt=bread.upt), ProductFactory(upt=bread.upt, made_to_order=True)
    for product in (bag, cloth, bread):
        put(client, product)

    page = client.get(BASKET)
    parcels = page.context["parcels"]

    assert [parcel.kind for parcel in parcels] == ["ready", "made_to_order", "daily_batch"]
    for parcel in parcels[:2]:
        span = days.short_span(*parcel.journey.arrival(parcel.ships_on))
        assert f"Berangkat paling lambat <b>{days.day(parcel.ships_on)}</b>, tiba <b>{span}</b>" in page.text
    assert page.text.count("Ongkir mulai Rp24.000 dengan JNE REG") == 2
    assert "Roti Sobek hanya dapat dikirim kurir lokal di Kota Palembang." in page.text
    assert "mulai Rp48.000" in page.text


def test_a_known_place_adds_three_questions_however_long_the_basket_is(client, django_assert_max_num_queries):
    client.cookies[COOKIE] = RegencyFactory().pk
    for _line in range(6):
        put(client, ProductFactory())

    with django_assert_max_num_queries(15):
        client.get(BASKET)
