import pytest

from tests.factories.upts import DistrictFactory, RegencyFactory

pytestmark = pytest.mark.django_db
KABUPATEN = "/wilayah/kabupaten/"
KECAMATAN = "/wilayah/kecamatan/"


def test_the_regencies_of_a_province_come_in_order(client):
    RegencyFactory(code="16.71", name="Kota Palembang")
    RegencyFactory(code="16.04", name="Kabupaten Lahat")
    RegencyFactory(code="17.71", name="Kota Bengkulu", province__code="17")

    assert client.get(KABUPATEN, {"provinsi": "16"}).json() == [
        {"code": "16.04", "name": "Kabupaten Lahat"},
        {"code": "16.71", "name": "Kota Palembang"},
    ]


def test_the_districts_of_a_regency_are_listed_for_any_cache_to_keep(client):
    DistrictFactory(code="16.71.09", name="Bukit Kecil")
    DistrictFactory(code="16.04.01", name="Tanjung Sakti", regency__code="16.04")

    answer = client.get(KECAMATAN, {"kabupaten": "16.71"})

    assert answer.json() == [{"code": "16.71.09", "name": "Bukit Kecil"}]
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("address", [f"{KABUPATEN}?provinsi=99", f"{KECAMATAN}?kabupaten=99.99"])
def test_a_code_that_nobody_has_lists_nothing(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize("code", ["", "x", "16.71", "16' OR 1=1", "\x00\x00", "١٦", "1" * 5000])
def test_what_is_no_code_is_refused(client, code):
    answer = client.get(KABUPATEN, {"provinsi": code})

    assert (answer.status_code, answer.json()) == (400, {"error": "Kode wilayah tidak dikenali."})
