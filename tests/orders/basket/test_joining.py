"""Kirim bersama: what lies ready waits for what the same UPT makes; one parcel, one charge, the later day."""

import pytest

from catalog.models import Availability, ShipScope
from orders.models import Order, UptOrder
from orders.shipping.visitor import COOKIE
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import DistrictFactory, UptFactory
from tests.orders.checkout.walking import OURS, REVIEW, SHIPPING, answers, pay, put, ways

pytestmark = pytest.mark.django_db


@pytest.fixture
def upt():
    return UptFactory()


@pytest.fixture
def district(upt):
    """Each parcel up to a kilogram costs Rp18.000, every further kilogram Rp15.000."""
    district = DistrictFactory()
    TariffFactory(origin=upt.regency.province, destination=district.regency.province)
    return district


@pytest.fixture
def bag(upt):
    return ProductFactory(upt=upt, title="Tas", price=75_000, weight_grams=300)


@pytest.fixture
def cloth(upt):
    return ProductFactory(upt=upt, title="Songket", price=900_000, weight_grams=500, made_to_order=True)


@pytest.fixture
def both(client, district, bag, cloth):
    client.cookies[COOKIE] = district.regency_id
    put(client, bag)
    put(client, cloth)
    return client


def join(client, upt, wanted="1"):
    return client.post("/keranjang/bersama/", {"upt": upt.pk, "bersama": wanted}, headers=OURS)


def kinds(page):
    return [(parcel.kind, len(parcel.lines)) for parcel in page.context["parcels"]]


def to_shipping(client, district):
    client.post("/checkout/", answers(district))
    return client.get(SHIPPING)


def test_the_basket_offers_it_with_its_day_and_what_it_saves(both, cloth):
    page = both.get("/keranjang/")
    [offer] = page.context["offers"]
    made = page.context["parcels"][1]

    assert (offer.is_joined, offer.saved, offer.day) == (False, 18_000, made.ships_on)
    assert "Anda hemat Rp18.000." in page.text


def test_joined_parcels_are_one_at_the_later_day_and_apart_again_when_wanted(both, upt):
    before = both.get("/keranjang/")
    join(both, upt)
    one = both.get("/keranjang/")
    join(both, upt, "")
    after = both.get("/keranjang/")

    assert kinds(before) == kinds(after) == [("ready", 1), ("made_to_order", 1)]
    assert kinds(one) == [("made_to_order", 2)]
    assert one.context["parcels"][0].ships_on == before.context["parcels"][1].ships_on
    assert (before.context["charge"], one.context["charge"]) == (36_000, 18_000)


def test_the_shipping_step_joins_them_and_keeps_what_was_typed(both, district, upt):
    page = to_shipping(both, district)
    keys = [form.parcel.key for form in page.context["forms"]]
    words = {f"pesan-{keys[0]}": "Tas biru", f"pesan-{keys[1]}": "Benang emas"}

    both.post(SHIPPING, ways(page) | words | {"bersama": upt.pk})
    [form] = both.get(SHIPPING).context["forms"]

    assert form["pesan"].value() == "Tas biru Benang emas"
    both.post(SHIPPING, {"terpisah": upt.pk})
    assert [form["pesan"].value() for form in both.get(SHIPPING).context["forms"]] == ["", ""]


def test_what_was_written_for_the_one_stays_when_they_part(both, district, upt):
    join(both, upt)
    page = to_shipping(both, district)
    [form] = page.context["forms"]

    both.post(SHIPPING, {f"pesan-{form.parcel.key}": "Benang emas", "terpisah": upt.pk})

    assert [form["pesan"].value() for form in both.get(SHIPPING).context["forms"]] == ["", "Benang emas"]


def test_the_order_has_one_part_on_the_later_day_and_its_lines_keep_where_they_come_from(both, district, upt):
    join(both, upt)
    page = to_shipping(both, district)
    both.post(SHIPPING, ways(page))
    review = both.get(REVIEW)
    pay(both, review)
    part, order = UptOrder.objects.get(), Order.objects.get()

    assert part.promise == Availability.MADE_TO_ORDER
    assert part.ships_on == page.context["forms"][0].parcel.ships_on
    assert list(part.lines.order_by("pk").values_list("title", "supply", "num_allocated")) == [
        ("Tas", "ready", 1),
        ("Songket", "made_to_order", 0),
    ]
    assert order.total_incl_tax == 975_000 + 18_000 == order.attempts.get().amount


def test_parting_them_in_another_tab_is_told_before_anything_is_ordered(both, district, upt):
    join(both, upt)
    both.post(SHIPPING, ways(to_shipping(both, district)))
    review = both.get(REVIEW)
    join(both, upt, "")
    both.post(SHIPPING, ways(both.get(SHIPPING)))

    assert pay(both, review).context["changed"] == ["Pembagian paket berubah."]
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "goods",
    [
        {"food": True, "shelf_life_days": 14},
        {"food": True, "daily_batch": True},
        {"ship_scope": ShipScope.CARGO_OR_PICKUP},
    ],
)
def test_what_would_spoil_or_travels_another_way_does_not_wait_for_the_loom(client, upt, goods):
    cloth = {"ship_scope": ShipScope.EXPRESS}
    put(client, ProductFactory(upt=upt, **goods))
    put(client, ProductFactory(upt=upt, made_to_order=True, **cloth))
    join(client, upt)

    page = client.get("/keranjang/")

    assert page.context["offers"] == []
    assert len(page.context["parcels"]) == 2


def test_goods_of_two_upts_are_never_one_parcel(client):
    for product in (ProductFactory(), ProductFactory(made_to_order=True)):
        put(client, product)
        join(client, product.upt)

    assert len(client.get("/keranjang/").context["parcels"]) == 2
