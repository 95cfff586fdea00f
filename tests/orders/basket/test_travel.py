"""What cannot travel to the visitor's place is named in the basket, with the reason and with what would help."""

import pytest

from catalog.models import ShipScope
from orders.basket.models import Line
from orders.shipping.models import ServiceKind
from orders.shipping.visitor import COOKIE
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory, service_of
from tests.factories.upts import DistrictFactory, ProvinceFactory, RegencyFactory, UptFactory
from tests.orders.checkout.walking import OURS, SHIPPING, answers, put

pytestmark = pytest.mark.django_db
GATE = "Toko Roti Le Panile"


@pytest.fixture
def upt():
    return UptFactory(pickup_place=GATE)


@pytest.fixture
def far(client, upt):
    """The visitor lives where a courier comes to within three days, but no bread does."""
    bandung = RegencyFactory(code="32.73", name="Kota Bandung", province=ProvinceFactory(code="32"))
    district = DistrictFactory(code="32.73.01", regency=bandung)
    TariffFactory(origin=upt.regency.province, destination=district.regency.province, max_days=3)
    client.cookies[COOKIE] = district.regency_id
    return district


def obstacles(page):
    return [parcel.obstacle for parcel in page.context["parcels"]]


def test_bread_for_another_town_names_itself_and_offers_to_be_fetched_or_taken_out(client, upt, far):
    service_of(ServiceKind.PICKUP)
    put(client, ProductFactory(upt=upt, title="Tas Rotan"))
    put(
        client,
        ProductFactory(upt=upt, title="Roti Sobek", daily_batch=True, ship_scope=ShipScope.LOCAL_OR_PICKUP),
    )

    page = client.get("/keranjang/")
    sent, blocked = obstacles(page)

    assert sent is None
    assert blocked.entry.product.title == "Roti Sobek"
    assert blocked.reason == (
        "Roti Sobek hanya dapat diambil sendiri atau dikirim kurir lokal di Kota Palembang."
    )
    assert blocked.fetching.note.startswith(GATE)
    assert "Ambil sendiri, keluarkan dari keranjang, atau kirim ke kota lain." in page.text


def test_who_takes_it_out_can_go_on(client, upt, far):
    put(client, ProductFactory(upt=upt, ship_scope=ShipScope.LOCAL_OR_PICKUP))
    [blocked] = obstacles(client.get("/keranjang/"))

    client.post(f"/keranjang/hapus/{blocked.entry.line.pk}/", headers=OURS)

    assert not Line.objects.exists()
    assert client.get("/keranjang/").context["removed"]["name"] == blocked.entry.product.name


def test_who_fetches_it_finds_that_chosen_in_the_checkout_until_it_is_taken_back(client, upt, far):
    service_of(ServiceKind.PICKUP)
    put(client, ProductFactory(upt=upt, ship_scope=ShipScope.LOCAL_OR_PICKUP))
    [parcel] = client.get("/keranjang/").context["parcels"]
    client.post("/checkout/", answers(far, postcode="40132"))

    chosen = []
    for taken in ("1", ""):
        client.post("/keranjang/ambil/", {"paket": parcel.key, "ambil": taken}, headers=OURS)
        [form] = client.get(SHIPPING).context["forms"]
        chosen.append((obstacles(client.get("/keranjang/"))[0].is_fetched, form.chosen))

    assert chosen == [(True, "ambil"), (False, "")]


def test_food_that_would_spoil_on_the_way_is_named_among_goods_that_would_not(client, upt, far):
    put(client, ProductFactory(upt=upt, title="Kopi", food=True, shelf_life_days=365))
    put(client, ProductFactory(upt=upt, title="Kue Basah", food=True, shelf_life_days=3))

    [blocked] = obstacles(client.get("/keranjang/"))

    assert blocked.entry.product.title == "Kue Basah"
    assert blocked.reason.startswith("Kue Basah tahan 3 hari, padahal perjalanan ke ")


def test_of_a_bench_and_a_loaf_the_one_that_parts_them_is_named_at_the_shipping_step(client, upt, far):
    put(client, ProductFactory(upt=upt, title="Bangku", ship_scope=ShipScope.CARGO_OR_PICKUP))
    put(client, ProductFactory(upt=upt, title="Tempe", ship_scope=ShipScope.LOCAL_OR_PICKUP))
    client.post("/checkout/", answers(far, postcode="40132"))

    page = client.get(SHIPPING)

    assert "Bangku dan Tempe tidak dapat dikirim bersama" in page.text
    assert "Keluarkan Tempe" in page.text


def test_nobodys_parcel_cannot_be_fetched(client, upt, far):
    put(client, ProductFactory(upt=upt))

    assert client.post("/keranjang/ambil/", {"paket": "0-ready"}, headers=OURS).status_code == 404
    assert client.post("/keranjang/ambil/", {"paket": "0-ready"}).status_code == 403


def test_where_no_place_is_known_nothing_stands_in_the_way_yet(client, upt):
    put(client, ProductFactory(upt=upt, ship_scope=ShipScope.LOCAL_OR_PICKUP))

    [parcel] = client.get("/keranjang/").context["parcels"]

    assert parcel.journey is None
