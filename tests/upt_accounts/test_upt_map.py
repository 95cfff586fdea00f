import pytest

from tests.factories.upts import ProvinceFactory, RegencyFactory, UptFactory
from upt_accounts.upt_map import UptMap

pytestmark = pytest.mark.django_db


def test_the_upts_of_a_town_share_one_point():
    UptFactory(longitude=104.756, latitude=-2.99)
    UptFactory(longitude=104.801, latitude=-2.958)

    (place,) = UptMap().places

    assert (place.name, place.upts, place.x, place.y) == ("Palembang", 2, 205.1, 189.8)


def test_names_that_would_run_into_a_busier_one_are_left_out():
    jakarta = RegencyFactory(code="31.71", name="Kota Jakarta Pusat", province=ProvinceFactory(code="31"))
    bogor = RegencyFactory(code="32.71", name="Kota Bogor", province=ProvinceFactory(code="32"))
    for number in range(2):
        UptFactory(regency=jakarta, city="Jakarta", longitude=106.8, latitude=-6.2 - number / 10)
    UptFactory(regency=bogor, city="Bogor", longitude=106.8, latitude=-6.6)
    UptFactory()

    assert sorted(place.name for place in UptMap().named_places) == ["Jakarta", "Palembang"]


def test_closed_upts_are_not_on_the_map():
    UptFactory(is_active=False)

    assert UptMap().provinces == []
