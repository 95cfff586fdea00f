"""The demo's tables reach as far as they should, and no further."""

import pytest

from orders.demo.tariffs import centres, load_tariffs
from orders.shipping.models import ServiceKind, Tariff
from orders.shipping.quotes import Place, estimate
from tests.factories.products import ProductFactory
from tests.factories.upts import RegencyFactory, UptFactory
from upt_accounts.regions.models import Province, Regency

pytestmark = pytest.mark.django_db

PLACES = {
    "13.09": "Kabupaten Kepulauan Mentawai",
    "13.71": "Kota Padang",
    "16.10": "Kabupaten Ogan Ilir",
    "16.71": "Kota Palembang",
    "31.74": "Kota Administrasi Jakarta Selatan",
    "32.73": "Kota Bandung",
    "91.71": "Kota Jayapura",
    "95.01": "Kabupaten Jayawijaya",
}


@pytest.fixture
def upt():
    Province.objects.bulk_create(
        Province(code=centre.province_code, name=centre.province_code) for centre in centres()
    )
    for code, name in PLACES.items():
        RegencyFactory(code=code, name=name, province_id=code[:2])
    upt = UptFactory(regency=Regency.objects.get(pk="16.71"), pickup_place="Toko Le Panile")
    load_tariffs()
    return upt


def kinds_to(upt, regency_code, **product):
    regency = Regency.objects.get(pk=regency_code)
    options = estimate(
        ProductFactory(upt=upt, **product), upt, Place(regency.province_id, regency.pk, regency.name)
    )
    return [option.code for option in options]


def test_loading_twice_adds_nothing(upt):
    first = set(Tariff.objects.values_list("pk", "first_price"))

    counts = load_tariffs()

    assert set(Tariff.objects.values_list("pk", "first_price")) == first
    assert counts == {"couriers": 6, "services": 8, "tariffs": len(first)}


def test_loading_leaves_what_staff_have_changed(upt):
    row = Tariff.objects.filter(service__code="jne-reg").first()
    Tariff.objects.filter(pk=row.pk).update(first_price=77_000)

    load_tariffs()

    row.refresh_from_db()
    assert row.first_price == 77_000


def test_a_shawl_goes_to_bandung_by_every_courier(upt):
    assert kinds_to(upt, "32.73") == [
        "jnt-eco", "pos-reguler", "sicepat-reg", "jne-reg", "jne-yes", "ambil-di-toko",
    ]  # fmt: skip


def test_only_at_home_a_upt_runs_its_own_errands(upt):
    assert "kurir-lokal" in kinds_to(upt, "16.71")
    assert "kurir-lokal" not in kinds_to(upt, "16.10")


def test_economy_and_express_do_not_reach_jayapura(upt):
    assert kinds_to(upt, "91.71") == ["pos-reguler", "sicepat-reg", "jne-reg", "ambil-di-toko"]


def test_nobody_flies_a_shawl_into_papua_pegunungan(upt):
    assert kinds_to(upt, "95.01") == ["ambil-di-toko"]


def test_furniture_goes_to_jakarta_by_cargo(upt):
    assert kinds_to(upt, "31.74", ship_scope="cargo_or_pickup", weight_grams=32_000) == [
        "jnt-cargo",
        "ambil-di-toko",
    ]


def test_prices_rise_with_distance(upt):
    near, far, farthest = (
        Tariff.objects.get(
            service__code="jne-reg",
            origin="16",
            destination=code,
            origin_regency=None,
            destination_regency=None,
        )
        for code in ("31", "73", "91")
    )

    assert [near.first_price, far.first_price, farthest.first_price] == [22_500, 49_000, 113_000]
    assert (near.min_days, near.max_days) == (2, 3)
    assert (farthest.min_days, farthest.max_days) == (6, 10)


def test_an_island_off_the_route_costs_more_than_its_province(upt):
    product = ProductFactory(upt=upt)
    padang = estimate(product, upt, Place("13", "13.71", "Kota Padang")).named("jne-reg")
    mentawai = estimate(product, upt, Place("13", "13.09", "Kabupaten Kepulauan Mentawai")).named("jne-reg")

    assert mentawai.charge > padang.charge
    assert mentawai.max_days > padang.max_days
    assert kinds_to(upt, "13.09") == ["pos-reguler", "jne-reg", "ambil-di-toko"]


def test_every_price_is_in_whole_steps_of_five_hundred(upt):
    assert [row for row in Tariff.objects.all() if row.first_price % 500 or row.further_price % 500] == []


def test_every_service_but_fetching_has_a_table(upt):
    kinds = set(Tariff.objects.values_list("service__kind", flat=True))

    assert kinds == set(ServiceKind) - {ServiceKind.PICKUP}
