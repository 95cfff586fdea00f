import pytest

from orders.checkout.forms import DeliveryForm
from tests.factories.orders import ShippingServiceFactory
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory
from tests.orders.checkout.walking import SHIPPING, answers, go_to_shipping

CONTACT = {"name": "Ani Pembeli", "email": "ani@example.com", "phone": "+6281234567890"}


@pytest.mark.parametrize(
    ("typed", "receiver"),
    [
        ({"recipient": "", "phone": ""}, ("Ani Pembeli", "+6281234567890")),
        ({"recipient": "Budi", "phone": ""}, ("Budi", "+6281234567890")),
        ({"recipient": "Budi", "phone": "0813 1111 2222"}, ("Budi", "+6281311112222")),
    ],
)
def test_who_orders_receives_unless_somebody_else_is_named(district, typed, receiver):
    form = DeliveryForm(answers(district, **typed))

    assert form.is_valid()
    draft = form.draft_for(CONTACT)
    assert (draft["recipient"], draft["phone"]) == receiver


def test_a_typed_address_comes_back_as_it_was_typed(district):
    form = DeliveryForm(answers(district, recipient="", phone="0813 1111 2222"))
    form.is_valid()

    again = DeliveryForm.filled(form.draft_for(CONTACT), CONTACT)

    assert (again["recipient"].value(), again["phone"].value()) == ("", "0813-1111-2222")
    assert again["district"].value() == district.pk


def offer(district, code, price, days):
    province = district.regency.province
    TariffFactory(
        service=ShippingServiceFactory(code=code, name=code),
        origin=province,
        destination=province,
        first_price=price,
        min_days=days,
        max_days=days,
    )


def codes(ways):
    return [way.option.code for way in ways]


def test_ways_that_cost_more_and_arrive_no_sooner_stand_back(client, district, products):
    offer(district, "hemat", 9_000, 9)
    offer(district, "mahal", 40_000, 9)
    offer(district, "kilat", 60_000, 1)
    page = go_to_shipping(client, district, products[:1])
    form = page.context["forms"][0]
    assert (codes(form.first_ways), codes(form.other_ways)) == (["hemat", "jne-reg", "kilat"], ["mahal"])

    client.post(SHIPPING, {f"kirim-{form.parcel.key}": "mahal"})

    assert codes(client.get(SHIPPING).context["forms"][0].other_ways) == []


def test_the_sum_is_provisional_until_every_parcel_has_its_way(client, district):
    loaf = ProductFactory(price=20_000, food=True, daily_batch=True, ship_scope="local_or_pickup")
    type(loaf.upt).objects.filter(pk=loaf.upt_id).update(pickup_place="Gerai depan")
    ShippingServiceFactory(pickup=True)

    summary = go_to_shipping(client, district, [loaf]).context["summary"]

    assert (summary.is_final, summary.total) == (False, 20_000)
    assert [charge.amount for charge in summary.charges] == [None]
