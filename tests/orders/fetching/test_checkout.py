"""Fetching, from the shipping step to the order: what is booked, given back and told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.capacity import pickup
from catalog.capacity.models import PickupWindow
from orders import workflow
from orders.fetching import SIGNS
from orders.models import CancelReason, Order
from tests.factories.pickup import NOON, window_of
from tests.factories.products import ProductFactory
from tests.orders.checkout.walking import BASKET, REVIEW, go_to_shipping, pay
from tests.orders.fetching.walking import buy_and_fetch, choose, first_window

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def tomorrow(outlet, bread):
    return first_window(outlet, bread)


def taken():
    return list(PickupWindow.objects.values_list("taken", flat=True))


def test_the_shipping_step_names_outlet_day_and_room_and_shows_full_windows_as_full(
    client, district, bread, outlet
):
    pickup.set_capacity(first_window(outlet, bread), 0)

    page = go_to_shipping(client, district, [bread])

    [form] = page.context["forms"]
    [(heading, windows)] = form.window_groups
    assert heading.startswith("Toko Roti · ")
    assert [(window.hours, window.left) for window in windows] == [("07.00–09.00", 0), ("11.00–13.00", 12)]
    assert f'<option value="{windows[0].code}" disabled>07.00–09.00, penuh</option>' in page.content.decode()
    assert f'<option value="{windows[1].code}" >11.00–13.00, sisa 12</option>' in page.content.decode()


def test_fetching_costs_nothing_and_books_the_window_with_a_code(client, district, bread, tomorrow):
    order = buy_and_fetch(client, district, bread, tomorrow)

    part = order.upt_orders.get()
    assert (part.shipping_charge, order.shipping_incl_tax) == (0, 0)
    assert (part.window.day, part.window.opens, part.window.taken) == (tomorrow.day, tomorrow.opens, 1)
    assert len(part.pickup_code) == 6
    assert set(part.pickup_code) <= set(SIGNS)
    assert (part.arrives_from, part.arrives_until) == (tomorrow.day, tomorrow.day)


def test_it_can_be_paid_until_the_window_opens_at_most(client, district, bread, tomorrow):
    order = buy_and_fetch(client, district, bread, tomorrow)

    assert order.expires_at <= tomorrow.starts_at
    assert order.expires_at <= timezone.now() + timedelta(days=1)


def test_who_fetches_without_saying_when_is_asked_beside_the_field(client, district, bread):
    page = choose(client, district, bread, "")

    [form] = page.context["forms"]
    assert form.errors == {"jam": ["Pilih tempat dan jam ambilnya."]}
    assert form.chosen == "ambil"


def test_a_window_that_is_full_or_invented_is_refused_and_nothing_typed_is_lost(
    client, district, bread, outlet
):
    window = first_window(outlet, bread)
    pickup.set_closed(window, True)

    for code in (window.code, "7-20991231-0700", "x"):
        page = choose(client, district, bread, code)
        assert page.context["forms"][0].errors == {
            "jam": ["Jam ambil ini tidak tersedia lagi. Pilih yang lain."]
        }


def test_a_window_of_another_outlet_or_day_is_refused(client, district, bread, outlet):
    other = ProductFactory(daily_batch=True, ship_scope="local_or_pickup")
    from tests.factories.pickup import OutletFactory

    foreign = first_window(OutletFactory(upt=other.upt), other)
    for window in (foreign, first_window(outlet, bread, days=1)):
        page = choose(client, district, bread, window)
        assert page.context["forms"][0].errors == {
            "jam": ["Jam ambil ini tidak tersedia lagi. Pilih yang lain."]
        }


def test_a_window_closed_while_in_the_basket_is_told_and_the_basket_is_kept(
    client, district, bread, tomorrow
):
    choose(client, district, bread, tomorrow)
    review = client.get(REVIEW)
    pickup.set_closed(tomorrow, True)

    answer = client.post(REVIEW, {"fingerprint": review.context["fingerprint"]}, follow=True)

    assert answer.redirect_chain == [("/checkout/pengiriman/", 302)]
    assert (
        "yang Anda pilih sudah penuh, ditutup, atau terlalu dekat. Pilih jam lain." in answer.content.decode()
    )
    assert not Order.objects.exists()
    assert "Roti Sobek" in client.get(BASKET).content.decode()


def test_another_window_chosen_in_another_tab_is_told_first(client, district, bread, outlet, tomorrow):
    choose(client, district, bread, tomorrow)
    review = client.get(REVIEW)
    key = review.context["summary"].plans[0].parcel.key
    noon = window_of(outlet, tomorrow.day, NOON[0])
    client.post("/checkout/pengiriman/", {f"kirim-{key}": "ambil", f"jam-{key}": noon.code})

    answer = pay(client, review)

    assert any("sekarang diambil lain waktu: Ambil" in sentence for sentence in answer.context["changed"])
    assert not Order.objects.exists()


def test_a_place_is_given_back_once_when_the_order_expires(client, district, bread, tomorrow):
    order = buy_and_fetch(client, district, bread, tomorrow)

    for _again in range(2):
        workflow.cancel(order, because=CancelReason.EXPIRED)

    assert taken() == [0]


def test_late_money_takes_the_same_window_again_while_it_is_free(client, district, bread, tomorrow):
    order = buy_and_fetch(client, district, bread, tomorrow)
    workflow.cancel(order, because=CancelReason.EXPIRED)

    assert workflow.revive(order) is True
    assert taken() == [1]


def test_late_money_for_a_full_window_takes_neither_window_nor_bread(client, district, bread, tomorrow):
    order = buy_and_fetch(client, district, bread, tomorrow)
    workflow.cancel(order, because=CancelReason.EXPIRED)
    pickup.set_capacity(tomorrow, 0)

    assert workflow.revive(order) is False
    assert taken() == [0]
    assert bread.batches.first().left == 10


def test_a_upt_without_outlets_is_fetched_from_as_before(client, district, bread):
    bread.upt.outlets.get().hours.all().delete()
    type(bread.upt).objects.filter(pk=bread.upt_id).update(pickup_place="Gerbang utama", pickup_hours="08–15")

    order = buy_and_fetch(client, district, bread, "")

    part = order.upt_orders.get()
    assert (part.window, part.pickup_code) == (None, "")
