"""The tables of tariffs in the hands of the pengelola."""

import pytest

from catalog.models import ShipScope
from orders.shipping.models import Courier, ServiceKind, ShippingService, Tariff
from orders.shipping.quotes import Place, estimate
from tests.admin.pages import errors, rows, words
from tests.factories.orders import CourierFactory, ShippingServiceFactory
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory, service_of
from tests.factories.upts import ProvinceFactory, RegencyFactory, UptFactory, national
from upt_accounts.models import Role

pytestmark = pytest.mark.django_db
LIST = "/admin/shipping/tariff/"


@pytest.fixture
def pengelola(client):
    pengelola = national(Role.PENGELOLA)
    client.force_login(pengelola)
    return pengelola


@pytest.fixture
def service(db):
    RegencyFactory()
    return ShippingServiceFactory()


def typed(service, **changes):
    return {
        "service": service.pk,
        "shown_origin": "16",
        "shown_destination": "16.71",
        "first_price": "18.000",
        "further_price": "Rp15.000",
        "max_kg": "",
        "min_days": "2",
        "max_days": "4",
        **changes,
    }


def test_a_tariff_is_typed_as_people_write_and_counts_at_once(client, pengelola, service):
    upt = UptFactory()
    product = ProductFactory(upt=upt, weight_grams=1301)

    response = client.post(f"{LIST}add/", typed(service))

    ways = estimate(product, upt, Place("16", "16.71", "Kota Palembang"))
    assert (response.status_code, [(way.charge, way.max_days) for way in ways]) == (302, [(33_000, 4)])


def test_a_price_changed_in_the_admin_is_what_buyers_are_asked(client, pengelola, service):
    tariff = TariffFactory(service=service)

    client.post(f"{LIST}{tariff.pk}/change/", typed(service, shown_destination="16", first_price="20000"))

    tariff.refresh_from_db()
    assert (tariff.first_price, tariff.destination_id, tariff.destination_regency) == (20_000, "16", None)


def test_a_deleted_tariff_is_no_longer_offered(client, pengelola, service):
    tariff = TariffFactory(service=service)

    client.post(f"{LIST}{tariff.pk}/delete/", {"post": "yes"})

    assert not Tariff.objects.exists()


def test_zero_kilograms_close_one_regency_of_a_province_that_is_served(client, pengelola, service):
    TariffFactory(service=service)
    upt = UptFactory()

    client.post(f"{LIST}add/", typed(service, max_kg="0"))

    there = Place("16", "16.71", "Kota Palembang")
    assert estimate(ProductFactory(upt=upt, ship_scope=ShipScope.NATIONWIDE), upt, there).sent == []
    assert "0 menutup kabupaten atau kota ini" in words(client.get(f"{LIST}add/"))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"shown_origin": ""}, {"shown_origin": ["Bidang ini tidak boleh kosong."]}),
        (
            {"shown_origin": "99"},
            {
                "shown_origin": [
                    "Masukkan pilihan yang valid. 99 bukan salah satu dari pilihan yang tersedia."
                ]
            },
        ),
        (
            {"first_price": "delapan belas ribu"},
            {"first_price": ["Tulis harga dalam rupiah tanpa sen, misalnya 125.000."]},
        ),
        ({"first_price": "-5"}, {"first_price": ["Tulis harga dalam rupiah tanpa sen, misalnya 125.000."]}),
        ({"max_days": "1"}, {"max_days": ["Hari paling lama tidak boleh kurang dari hari paling cepat."]}),
        (
            {"max_kg": "0", "shown_destination": "16"},
            {"max_kg": ["0 menutup satu kabupaten atau kota. Untuk seluruh provinsi, hapus saja tarifnya."]},
        ),
        ({"max_kg": "-1"}, {"max_kg": ["Pastikan nilai ini lebih besar dari atau sama dengan 0."]}),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(client, pengelola, service, changes, refusal):
    response = client.post(f"{LIST}add/", typed(service, **changes))

    assert (errors(response), Tariff.objects.count()) == (refusal, 0)


def test_a_second_tariff_for_the_same_route_is_refused(client, pengelola, service):
    TariffFactory(service=service)

    response = client.post(f"{LIST}add/", typed(service, shown_destination="16", first_price="1"))

    assert errors(response) == {"__all__": ["Tarif layanan ini untuk rute itu sudah ada."]}
    assert 'value="1"' in response.content.decode()


def test_a_limit_below_what_the_courier_weighs_at_least_is_refused(client, pengelola, service):
    cargo = service_of(ServiceKind.CARGO)

    response = client.post(f"{LIST}add/", typed(cargo, max_kg="5"))

    assert errors(response) == {
        "max_kg": ["Kurir ini menghitung paling sedikit 10 kg: tarif ini tidak akan pernah dipakai."]
    }


def test_tariffs_are_found_by_where_they_begin_and_end(client, pengelola, service):
    lampung = ProvinceFactory(code="18", name="Lampung")
    home, away = TariffFactory(service=service), TariffFactory(service=service, destination=lampung)
    closed = TariffFactory(service=service, destination_regency=RegencyFactory(), max_kg=0)

    found = {
        query: rows(client.get(f"{LIST}?{query}"))
        for query in (
            "asal=16&tujuan=18",
            "berlaku=tutup",
            "q=Lampung",
            "layanan=jne-reg&asal=18",
            "tujuan=x",
        )
    }

    assert found == {
        "asal=16&tujuan=18": [away.pk],
        "berlaku=tutup": [closed.pk],
        "q=Lampung": [away.pk],
        "layanan=jne-reg&asal=18": [],
        "tujuan=x": [],
    }
    assert sorted(rows(client.get(f"{LIST}?tujuan=16"))) == [home.pk, closed.pk]


def test_a_trial_says_what_a_buyer_would_be_asked(client, pengelola, service):
    TariffFactory(service=service)
    upt = UptFactory()

    page = words(client.get(f"{LIST}coba/", {"upt": upt.pk, "tujuan": "16.71", "gram": "1300"}))
    refused = words(client.get(f"{LIST}coba/", {"upt": upt.pk, "tujuan": "16.71", "gram": "0"}))

    assert "JNE REG 2–4 hari, dihitung 1 kg Rp18.000" in page
    assert "Pastikan nilai ini lebih besar dari atau sama dengan 1." in refused


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.KEUANGAN, Role.KURATOR])
def test_nobody_else_changes_a_tariff(client, service, role):
    tariff = TariffFactory(service=service)
    client.force_login(national(role))

    answers = [
        client.post(f"{LIST}{tariff.pk}/change/", typed(service, first_price="1")),
        client.post(f"{LIST}add/", typed(service)),
        client.post(f"{LIST}{tariff.pk}/delete/", {"post": "yes"}),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert list(Tariff.objects.values_list("first_price", flat=True)) == [18_000]


def test_an_auditor_reads_tariffs_in_rupiah(client, service):
    tariff = TariffFactory(service=service)
    client.force_login(national(Role.AUDITOR))

    assert "Rp18.000, lalu Rp15.000 tiap kg" in words(client.get(f"{LIST}{tariff.pk}/change/"))


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_as_much_for_few_tariffs_as_for_many(
    client, pengelola, service, number, django_assert_max_num_queries
):
    for code in range(number):
        TariffFactory(
            service=service, destination=ProvinceFactory(code=str(30 + code), name=f"Provinsi {code}")
        )

    with django_assert_max_num_queries(12):
        assert len(rows(client.get(LIST))) == number


# --- Couriers and services ---------------------------------------------------------------------------------------
def courier_typed(**changes):
    return {
        "name": "Kurir Nusantara",
        "code": "nusantara",
        "min_kg": "1",
        "tolerance_grams": "300",
        "volume_divisor": "6000",
        "tracking_pattern": "^[A-Z0-9]{8,20}$",
        "tracking_url": "https://lacak.example/?resi={resi}",
        **changes,
    }


def test_a_new_courier_and_its_service_are_added(client, pengelola):
    client.post("/admin/shipping/courier/add/", courier_typed())
    courier = Courier.objects.get()
    typed_service = {"name": "Nusantara REG", "code": "nus-reg", "kind": "regular", "position": "5"}
    client.post(
        "/admin/shipping/shippingservice/add/", {**typed_service, "courier": courier.pk, "is_active": "on"}
    )

    service = ShippingService.objects.get()
    assert (service.name, service.courier, service.is_active) == ("Nusantara REG", courier, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"min_kg": "0"}, "min_kg"),
        ({"volume_divisor": "0"}, "volume_divisor"),
        ({"tracking_pattern": "^[A-Z"}, "tracking_pattern"),
        ({"tracking_url": "https://lacak.example/"}, "tracking_url"),
        ({"tracking_url": "javascript:{resi}"}, "tracking_url"),
        ({"tracking_url": "https://lacak.example/{resi}{nomor}"}, "tracking_url"),
        ({"code": "tanda baca!"}, "code"),
    ],
)
def test_a_courier_that_could_not_weigh_or_track_is_refused(client, pengelola, changes, field):
    response = client.post("/admin/shipping/courier/add/", courier_typed(**changes))

    assert (list(errors(response)), Courier.objects.count()) == ([field], 0)


@pytest.mark.parametrize(
    ("kind", "with_courier", "refusal"),
    [
        ("regular", False, "Pilih kurir yang membawanya."),
        ("pickup", True, "Yang diambil di tempat tidak memakai kurir: kosongkan."),
    ],
)
def test_only_what_is_fetched_goes_without_a_courier(client, pengelola, kind, with_courier, refusal):
    courier = CourierFactory()
    typed = {"name": "Baru", "code": "baru", "kind": kind, "position": "1"}

    response = client.post(
        "/admin/shipping/shippingservice/add/", {**typed, "courier": courier.pk if with_courier else ""}
    )

    assert (errors(response), ShippingService.objects.count()) == ({"courier": [refusal]}, 0)


@pytest.mark.parametrize("number", [2, 12])
@pytest.mark.parametrize("address", ["/admin/shipping/courier/", "/admin/shipping/shippingservice/"])
def test_lists_of_couriers_ask_as_much_for_few_as_for_many(
    client, pengelola, address, number, django_assert_max_num_queries
):
    for count in range(number):
        courier = CourierFactory(code=f"kurir-{count}", name=f"Kurir {count}")
        ShippingServiceFactory(code=f"layanan-{count}", name=f"Layanan {count}", courier=courier)

    with django_assert_max_num_queries(10):
        assert len(rows(client.get(address))) == number
