import pytest

from upt_accounts.regions import loading
from upt_accounts.regions.models import District, Province, Regency

pytestmark = pytest.mark.django_db


def test_all_of_indonesia_is_loaded_once():
    assert loading.load() == 38 + 514 + 7277
    assert loading.load() == 0

    assert (Province.objects.count(), Regency.objects.count(), District.objects.count()) == (38, 514, 7277)
    palembang = Regency.objects.get(code="16.71")
    assert (palembang.name, palembang.province.name) == ("Kota Palembang", "Sumatera Selatan")


def test_a_name_that_was_changed_is_put_right_again():
    loading.load()
    Province.objects.filter(code="11").update(name="ACEH")

    assert loading.load() == 1
    assert Province.objects.get(code="11").name == "Aceh"
