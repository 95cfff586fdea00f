import pytest

from orders.addresses.drafts import build, keep_for, lines_of
from orders.models import ShippingAddress
from tests.factories.upts import DistrictFactory, UserFactory
from tests.orders.addresses.test_forms import DRAFT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district():
    return DistrictFactory()


def test_the_same_address_twice_is_one_entry_brought_up_to_date():
    user = UserFactory()
    first = keep_for(user, DRAFT)

    again = keep_for(user, {**DRAFT, "landmark": "Pagar hijau", "phone": "+6281100002222"})

    assert again.pk == first.pk
    kept = user.addresses.get()
    assert (kept.landmark, str(kept.phone_number)) == ("Pagar hijau", "+6281100002222")


def test_another_street_or_another_buyer_is_another_entry():
    ani, budi = UserFactory(), UserFactory()

    kept = {
        keep_for(ani, DRAFT).pk,
        keep_for(ani, {**DRAFT, "line1": "Jl. Sudirman 1"}).pk,
        keep_for(budi, DRAFT).pk,
    }

    assert len(kept) == 3


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
