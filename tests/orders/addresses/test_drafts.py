import pytest

from orders.addresses.drafts import build, lines_of
from orders.models import ShippingAddress
from tests.factories.upts import DistrictFactory
from tests.orders.addresses.test_forms import DRAFT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district():
    return DistrictFactory()


def test_an_address_not_kept_yet_can_be_shown():
    assert lines_of(build(ShippingAddress, DRAFT)) == [
        "Ani Pembeli · 0812-3456-7890",
        "Jl. Merdeka No. 12, RT 3 RW 1",
        "Kel./Desa 19 Ilir, Kec. Bukit Kecil, Kota Palembang",
        "Sumatera Selatan 30131",
        "Patokan: Seberang masjid",
    ]
    assert not ShippingAddress.objects.exists()


def test_what_is_unknown_leaves_no_gap():
    assert lines_of(build(ShippingAddress, {**DRAFT, "village": "", "landmark": ""}))[2:] == [
        "Kec. Bukit Kecil, Kota Palembang",
        "Sumatera Selatan 30131",
    ]
