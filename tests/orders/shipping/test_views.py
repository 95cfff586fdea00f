import pytest
from django.urls import reverse

from orders.shipping.models import ServiceKind
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory, service_of
from tests.factories.upts import ProvinceFactory, RegencyFactory, UptFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jawa_barat():
    return ProvinceFactory(code="32", name="Jawa Barat")


@pytest.fixture
def product(jawa_barat):
    RegencyFactory(code="32.73", name="Kota Bandung", province=jawa_barat)
    TariffFactory(destination=jawa_barat, first_price=24_000)
    service_of(ServiceKind.PICKUP)
    return ProductFactory(upt=UptFactory(pickup_place="Toko Le Panile"), title="Selendang Songket")


def page(client, product, query=""):
    return client.get(reverse("shipping-estimate", args=[product.pk]) + query)


def test_the_page_first_asks_where_to(client, product):
    answer = page(client, product)

    assert answer.status_code == 200
    assert "place" not in answer.context
    assert "Selendang Songket" in answer.text


def test_ways_and_days_to_a_province_are_shown(client, product):
    answer = page(client, product, "?provinsi=32")

    assert [(option.code, option.charge) for option, _first, _last in answer.context["ways"]] == [
        ("jne-reg", 24_000), ("ambil", 0),
    ]  # fmt: skip
    assert "Rp24.000" in answer.text
    assert "Perjalanan 2–4 hari" in answer.text
    assert "Toko Le Panile" in answer.text


def test_a_regency_is_asked_for_within_the_province(client, product, jawa_barat):
    TariffFactory(
        destination=jawa_barat,
        destination_regency=jawa_barat.regencies.get(),
        first_price=20_000,
        min_days=1,
        max_days=1,
    )

    answer = page(client, product, "?provinsi=32&kabupaten=32.73")

    assert [option.charge for option, _first, _last in answer.context["ways"]] == [20_000, 0]
    assert "Ke Kota Bandung" in answer.text


@pytest.mark.parametrize("leftover", ["16.71", "99.99", "%00", "x" * 3000])
def test_a_regency_of_another_province_is_passed_over(client, product, leftover):
    answer = page(client, product, f"?provinsi=32&kabupaten={leftover}")

    assert answer.status_code == 200
    assert answer.context["place"].name == "Jawa Barat"


@pytest.mark.parametrize("province", ["77", "3", "%00", "32%00", "' or 1=1", "x" * 3000])
def test_an_unknown_province_is_refused_beside_the_field(client, product, province):
    answer = page(client, product, f"?provinsi={province}")

    assert answer.status_code == 200
    assert answer.context["form"].errors["provinsi"] == ["Pilih provinsi dari daftar."]
    assert "place" not in answer.context


def test_a_place_that_is_not_served_is_told_so(client, product):
    ProvinceFactory(code="95", name="Papua Pegunungan")

    answer = page(client, product, "?provinsi=95")

    assert (
        "Selendang Songket belum dapat dikirim: tidak ada kurir dari Kota Palembang ke Papua Pegunungan."
        in answer.text
    )


@pytest.mark.parametrize("query", ["", "?provinsi=32", "?provinsi=77"])
def test_asking_leaves_no_cookie(client, product, query):
    assert page(client, product, query).cookies == {}


def test_what_is_not_for_sale_has_no_estimate(client):
    draft = ProductFactory(draft=True)

    assert page(client, draft).status_code == 404
    assert client.get("/ongkir/99999999999999999999999/").status_code == 404


def test_only_reading_is_allowed(client, product):
    assert client.post(reverse("shipping-estimate", args=[product.pk])).status_code == 405


def test_an_estimate_takes_few_queries(client, product, django_assert_num_queries):
    page(client, product)

    with django_assert_num_queries(6):  # categories, product, provinces, regencies, tariffs, pick-up
        page(client, product, "?provinsi=32")
