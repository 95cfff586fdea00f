from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalog.models import ShipScope
from orders.shipping.models import Courier, ServiceKind, ShippingService, Tariff
from orders.shipping.quotes import (
    Consignment,
    Item,
    Option,
    Place,
    arrival_window,
    cheapest_to,
    estimate,
    quote_all,
)
from orders.shipping.weights import Package, charged_kilograms
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory, service_of
from tests.factories.upts import DistrictFactory, ProvinceFactory, RegencyFactory, UptFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def palembang():
    return DistrictFactory()


@pytest.fixture
def ogan_ilir(palembang):
    regency = RegencyFactory(code="16.10", name="Kabupaten Ogan Ilir")
    return DistrictFactory(code="16.10.01", name="Indralaya", regency=regency)


@pytest.fixture
def bandung():
    regency = RegencyFactory(
        code="32.73", name="Kota Bandung", province=ProvinceFactory(code="32", name="Jawa Barat")
    )
    return DistrictFactory(code="32.73.01", name="Sukasari", regency=regency)


@pytest.fixture
def upt(palembang):
    return UptFactory(pickup_place="Toko Le Panile", pickup_hours="08.00–15.00")


@pytest.fixture
def every_kind(palembang, bandung):
    """A tariff of each kind within the province and to Bandung, and pick-up."""
    for kind in ServiceKind:
        service = service_of(kind)
        if kind == ServiceKind.PICKUP:
            continue
        TariffFactory(service=service)
        TariffFactory(service=service, destination=bandung.regency.province)


def send(product, district, quantity=1, *more):
    lines = [Item(product, quantity), *more]
    return quote_all([Consignment("a", product.upt, lines)], district)["a"]


def to_bandung(bandung, **tariff):
    return TariffFactory(destination=bandung.regency.province, **tariff)


EVERYWHERE = {ServiceKind.REGULAR, ServiceKind.ECONOMY, ServiceKind.EXPRESS, ServiceKind.PICKUP}
SENT = [
    (ShipScope.NATIONWIDE, "bandung", EVERYWHERE),
    (ShipScope.NATIONWIDE, "ogan_ilir", EVERYWHERE),
    (ShipScope.NATIONWIDE, "palembang", EVERYWHERE | {ServiceKind.LOCAL}),
    (ShipScope.EXPRESS, "bandung", {ServiceKind.EXPRESS, ServiceKind.PICKUP}),
    (ShipScope.EXPRESS, "palembang", {ServiceKind.EXPRESS, ServiceKind.LOCAL, ServiceKind.PICKUP}),
    (ShipScope.LOCAL_OR_PICKUP, "bandung", {ServiceKind.PICKUP}),
    (ShipScope.LOCAL_OR_PICKUP, "ogan_ilir", {ServiceKind.PICKUP}),
    (ShipScope.LOCAL_OR_PICKUP, "palembang", {ServiceKind.LOCAL, ServiceKind.PICKUP}),
    (ShipScope.CARGO_OR_PICKUP, "bandung", {ServiceKind.CARGO, ServiceKind.PICKUP}),
    (ShipScope.CARGO_OR_PICKUP, "palembang", {ServiceKind.CARGO, ServiceKind.PICKUP}),
]


@pytest.mark.parametrize("scope, place, kinds", SENT)
def test_goods_go_only_by_what_may_carry_them(scope, place, kinds, upt, every_kind, request):
    district = request.getfixturevalue(place)

    assert {option.kind for option in send(ProductFactory(upt=upt, ship_scope=scope), district)} == kinds


def test_goods_of_two_scopes_go_by_what_may_carry_both(upt, every_kind, palembang):
    bread = ProductFactory(upt=upt, ship_scope=ShipScope.LOCAL_OR_PICKUP)
    cake = ProductFactory(upt=upt, ship_scope=ShipScope.EXPRESS)

    options = send(bread, palembang, 1, Item(cake))

    assert {option.kind for option in options} == {ServiceKind.LOCAL, ServiceKind.PICKUP}


def test_cargo_carries_what_is_heavy_enough_for_its_minimum(upt, every_kind, bandung):
    heavy = ProductFactory(upt=upt, weight_grams=10_500)

    assert ServiceKind.CARGO in {option.kind for option in send(heavy, bandung)}


def test_the_cheapest_way_comes_first_and_fetching_last(upt, bandung):
    service_of(ServiceKind.PICKUP)
    to_bandung(bandung, service=service_of(ServiceKind.EXPRESS), first_price=40_000)
    to_bandung(bandung, service=service_of(ServiceKind.ECONOMY), first_price=15_000)
    to_bandung(bandung, service=service_of(ServiceKind.REGULAR), first_price=22_000)

    options = send(ProductFactory(upt=upt), bandung)

    assert [(option.kind, option.charge) for option in options] == [
        ("economy", 15_000), ("regular", 22_000), ("express", 40_000), ("pickup", 0),
    ]  # fmt: skip


def test_the_charge_counts_kilograms_of_all_pieces_together(upt, bandung):
    to_bandung(bandung, first_price=20_000, further_price=15_000)

    [option] = send(ProductFactory(upt=upt, weight_grams=600), bandung, 4)  # 2.4 kg

    assert (option.kilograms, option.charge) == (3, 50_000)


def test_measures_of_the_package_count_when_they_are_known(upt, bandung):
    to_bandung(bandung, first_price=20_000, further_price=15_000)
    chair = ProductFactory(
        upt=upt, weight_grams=7_000, package_length_cm=66, package_width_cm=61, package_height_cm=86
    )

    [option] = send(chair, bandung)

    assert (option.kilograms, option.charge) == (58, 20_000 + 57 * 15_000)


def test_a_regency_wins_over_its_province(upt, palembang, ogan_ilir):
    TariffFactory(first_price=18_000)
    TariffFactory(first_price=11_000, destination_regency=palembang.regency)
    TariffFactory(first_price=9_000, destination_regency=palembang.regency, origin_regency=upt.regency)
    TariffFactory(first_price=16_000, origin_regency=upt.regency)
    product = ProductFactory(upt=upt)

    assert [option.charge for option in send(product, palembang)] == [9_000]
    assert [option.charge for option in send(product, ogan_ilir)] == [16_000]


def test_a_regency_can_be_closed_that_its_province_would_serve(upt, palembang, ogan_ilir):
    TariffFactory()
    TariffFactory(destination_regency=ogan_ilir.regency, max_kg=0)
    product = ProductFactory(upt=upt, title="Kain")

    options = send(product, ogan_ilir)

    assert options == []
    assert options.reason == (
        "Kain belum dapat dikirim: tidak ada kurir dari Kota Palembang ke Kabupaten Ogan Ilir."
    )
    assert len(send(product, palembang)) == 1


def test_the_rows_of_another_regency_do_not_count(upt, palembang, ogan_ilir):
    TariffFactory(first_price=18_000)
    TariffFactory(first_price=5_000, destination_regency=ogan_ilir.regency)
    TariffFactory(first_price=6_000, origin_regency=ogan_ilir.regency)

    assert [option.charge for option in send(ProductFactory(upt=upt), palembang)] == [18_000]


def test_the_rows_of_another_origin_do_not_count(upt, palembang, bandung):
    TariffFactory(origin=bandung.regency.province, destination=bandung.regency.province)
    other = UptFactory(regency=bandung.regency)
    here, there = ProductFactory(upt=upt), ProductFactory(upt=other)
    groups = [Consignment(1, upt, [Item(here)]), Consignment(2, other, [Item(there)])]

    quotes = quote_all(groups, bandung)

    assert [len(quotes[1].sent), len(quotes[2].sent)] == [0, 1]


def test_a_courier_takes_no_more_than_its_limit(upt, bandung):
    to_bandung(bandung, max_kg=2)
    product = ProductFactory(upt=upt, weight_grams=1_000, title="Cobek Batu")

    assert len(send(product, bandung, 2)) == 1
    refused = send(product, bandung, 3)
    assert refused == []
    assert refused.reason == (
        "Barang-barang ini terlalu berat atau terlalu besar untuk dikirim ke Kota Bandung sekaligus. "
        "Kurangi jumlahnya, mulai dari Cobek Batu."
    )


def test_one_piece_too_heavy_is_not_asked_to_be_fewer(upt, bandung):
    to_bandung(bandung, max_kg=20)

    options = send(ProductFactory(upt=upt, weight_grams=30_000, title="Ayunan Rotan"), bandung)

    assert options.reason == "Ayunan Rotan terlalu berat atau terlalu besar untuk dikirim ke Kota Bandung."


def test_a_service_out_of_use_is_not_offered(upt, bandung):
    to_bandung(bandung)
    service_of(ServiceKind.PICKUP)
    ShippingService.objects.update(is_active=False)

    assert send(ProductFactory(upt=upt), bandung) == []


def test_fetching_says_where_and_when(upt, bandung):
    service_of(ServiceKind.PICKUP)

    [option] = send(ProductFactory(upt=upt), bandung)

    assert (option.is_pickup, option.charge, option.note) == (True, 0, "Toko Le Panile, 08.00–15.00")


def test_nothing_is_fetched_where_there_is_no_place_for_it(bandung):
    service_of(ServiceKind.PICKUP)

    assert send(ProductFactory(upt=UptFactory(pickup_place="")), bandung) == []


def test_bread_for_another_town_says_that_it_is_fetched_or_sent_at_home(upt, every_kind, bandung):
    bread = ProductFactory(upt=upt, title="Roti Sobek", ship_scope=ShipScope.LOCAL_OR_PICKUP)

    options = send(bread, bandung)

    assert options.sent == []
    assert (
        options.reason == "Roti Sobek hanya dapat diambil sendiri atau dikirim kurir lokal di Kota Palembang."
    )


def test_bread_that_cannot_be_fetched_does_not_promise_it(every_kind, bandung):
    bread = ProductFactory(upt=UptFactory(), title="Roti Sobek", ship_scope=ShipScope.LOCAL_OR_PICKUP)

    assert send(bread, bandung).reason == "Roti Sobek hanya dapat dikirim kurir lokal di Kota Palembang."


def test_bread_at_home_without_a_local_courier_says_so(upt, palembang):
    bread = ProductFactory(upt=upt, title="Roti Sobek", ship_scope=ShipScope.LOCAL_OR_PICKUP)

    assert send(bread, palembang).reason == (
        "Roti Sobek belum dapat diantar: tidak ada kurir lokal di Kota Palembang."
    )


UNSERVED = [
    (ShipScope.NATIONWIDE, "Kain belum dapat dikirim: tidak ada kurir dari Kota Palembang ke Kota Bandung."),
    (
        ShipScope.EXPRESS,
        "Kain hanya dapat dikirim dengan layanan cepat, "
        "dan belum ada layanan cepat dari Kota Palembang ke Kota Bandung.",
    ),
    (
        ShipScope.CARGO_OR_PICKUP,
        "Kain hanya dapat dikirim dengan kargo, dan belum ada kargo dari Kota Palembang ke Kota Bandung.",
    ),
]


@pytest.mark.parametrize("scope, reason", UNSERVED)
def test_a_place_without_a_tariff_is_not_served_and_says_why(scope, reason, upt, bandung):
    options = send(ProductFactory(upt=upt, title="Kain", ship_scope=scope), bandung)

    assert (list(options), options.reason) == ([], reason)


def test_the_product_that_stands_in_the_way_is_named(upt, every_kind, bandung):
    cloth = ProductFactory(upt=upt, title="Songket")
    bread = ProductFactory(upt=upt, title="Roti Sobek", ship_scope=ShipScope.LOCAL_OR_PICKUP)

    options = send(cloth, bandung, 1, Item(bread))

    assert (
        options.reason == "Roti Sobek hanya dapat diambil sendiri atau dikirim kurir lokal di Kota Palembang."
    )


def test_goods_that_share_no_way_are_to_be_ordered_apart(upt, every_kind, palembang):
    cloth = ProductFactory(upt=upt)
    bread = ProductFactory(upt=upt, title="Roti Sobek", ship_scope=ShipScope.LOCAL_OR_PICKUP)
    bench = ProductFactory(upt=upt, title="Bangku", ship_scope=ShipScope.CARGO_OR_PICKUP)

    options = send(cloth, palembang, 1, Item(bread), Item(bench))

    assert options.sent == []
    assert options.reason == "Roti Sobek dan Bangku tidak dapat dikirim bersama. Pesanlah keduanya terpisah."


def test_food_is_not_sent_further_than_it_keeps(upt, bandung):
    to_bandung(bandung, min_days=2, max_days=3)
    bread = ProductFactory(upt=upt, food=True, title="Roti Tawar", shelf_life_days=3)

    options = send(bread, bandung)

    assert options == []
    assert options.reason == "Roti Tawar tahan 3 hari, padahal perjalanan ke Kota Bandung sampai 3 hari."
    assert len(send(ProductFactory(upt=upt, food=True, shelf_life_days=4), bandung)) == 1


def test_a_way_of_sending_leaves_no_reason(upt, every_kind, bandung):
    assert send(ProductFactory(upt=upt), bandung).reason == ""


def test_an_option_is_found_by_its_code(upt, every_kind, bandung):
    options = send(ProductFactory(upt=upt), bandung)

    assert options.named("express").kind == ServiceKind.EXPRESS
    assert options.named("lain") is None


@pytest.mark.parametrize("count", [3, 10])
def test_any_number_of_groups_takes_two_queries(count, every_kind, bandung, django_assert_num_queries):
    products = [ProductFactory(upt=UptFactory(pickup_place="Gerbang")) for _each in range(count)]
    groups = [Consignment(product.pk, product.upt, [Item(product)]) for product in products]

    with django_assert_num_queries(2):
        quotes = quote_all(groups, bandung)

    assert [len(quotes[product.pk]) for product in products] == [4] * count


def test_no_group_needs_no_answer(bandung):
    assert quote_all([], bandung) == {}


def test_an_estimate_by_province_leaves_out_what_only_a_regency_gets(upt, palembang):
    TariffFactory(first_price=18_000)
    TariffFactory(first_price=9_000, destination_regency=palembang.regency)
    TariffFactory(
        service=service_of(ServiceKind.LOCAL), origin_regency=upt.regency, destination_regency=upt.regency
    )
    product = ProductFactory(upt=upt)

    by_province = estimate(product, upt, Place("16", None, "Sumatera Selatan"))
    by_regency = estimate(product, upt, Place("16", "16.71", "Kota Palembang"))

    assert [option.charge for option in by_province] == [18_000]
    assert [option.charge for option in by_regency] == [9_000, 18_000]


def test_the_cheapest_way_into_a_province_is_one_that_sends(upt, every_kind, bandung):
    product = ProductFactory(upt=upt)

    assert cheapest_to(product, upt, bandung.regency.province).charge == 18_000
    assert cheapest_to(product, upt, ProvinceFactory(code="95", name="Papua Pegunungan")) is None


@given(some.integers(1, 200), some.integers(0, 200), some.integers(0, 100_000), some.integers(0, 100_000))
def test_more_pieces_never_cost_less(pieces, more, first, further):
    courier = Courier(tolerance_grams=300, volume_divisor=6000, min_kg=1)
    row = Tariff(service=ShippingService(courier=courier), first_price=first, further_price=further)

    def charge(quantity):
        return row.charge(charged_kilograms(courier, 450 * quantity, [Package(30, 20, 8, quantity)]))

    assert first <= charge(pieces) <= charge(pieces + more)


WINDOWS = [
    # 23 November 2026 is a Monday, the 29th a Sunday.
    (ServiceKind.REGULAR, date(2026, 11, 23), 2, 4, date(2026, 11, 25), date(2026, 11, 27)),
    (ServiceKind.REGULAR, date(2026, 11, 26), 2, 3, date(2026, 11, 28), date(2026, 11, 30)),
    (ServiceKind.EXPRESS, date(2026, 11, 28), 1, 1, date(2026, 11, 30), date(2026, 11, 30)),
    (ServiceKind.LOCAL, date(2026, 11, 29), 0, 0, date(2026, 11, 29), date(2026, 11, 29)),
    (ServiceKind.PICKUP, date(2026, 11, 29), 0, 0, date(2026, 11, 29), date(2026, 11, 29)),
]


@pytest.mark.parametrize("kind, ships_on, least, most, first, last", WINDOWS)
def test_couriers_take_calendar_days_and_rest_on_sundays(kind, ships_on, least, most, first, last):
    option = Option(ShippingService(kind=kind), 0, least, most, 1)

    assert arrival_window(ships_on, option) == (first, last)
