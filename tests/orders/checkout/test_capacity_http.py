"""Forty buyers, each with a connection and a session of their own, want the same loaves, or the same days of a loom."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from catalog.capacity import looms
from catalog.capacity.models import Job
from catalog.models import Availability
from orders import days
from orders.basket.models import Basket
from orders.models import Line, Order, UptOrder
from tests.factories.products import ProductFactory, looms_of
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import DistrictFactory, UptFactory, WorkshopFactory
from tests.orders.checkout.buyers import Buyer, hidden_fields
from tests.orders.checkout.test_oversell_http import BUYERS, at_the_same_moment

LOAVES = 10


def buyers_at_the_review(shop, product):
    district = DistrictFactory()
    TariffFactory(origin=product.upt.regency.province, destination=district.regency.province)
    buyers = [Buyer(shop) for _each in range(BUYERS)]
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda buyer: buyer.go_to_review(district, product), buyers))


def still_open(product):
    return Basket.objects.filter(status=Basket.OPEN, lines__product=product).count()


def test_forty_buyers_at_once_place_ten_orders_for_the_last_ten_loaves_of_a_day(shop):
    bread = ProductFactory(daily_batch=True, stock=LOAVES)
    tomorrow, *later = bread.batches.all()
    buyers = buyers_at_the_review(shop, bread)

    answers = at_the_same_moment([buyer.pay for buyer in buyers])

    losers = [
        buyer
        for buyer, answer in zip(buyers, answers, strict=True)
        if answer.headers.get("Location") == "/keranjang/"
    ]
    assert (Order.objects.count(), len(losers)) == (LOAVES, BUYERS - LOAVES)
    assert _sold(bread) == {tomorrow.day: LOAVES}
    for buyer in losers:
        page = buyer.basket()
        assert "Pesanan belum dibuat dan belum ada yang ditagih." in page
        assert f"“{bread.name}” untuk hari itu tidak dapat dipesan lagi. Pilih hari lain, misalnya" in page
    assert still_open(bread) == len(losers)

    again = at_the_same_moment([buyer.pay for buyer in losers])

    assert {answer.headers.get("Location") for answer in again} == {"/keranjang/"}
    assert _sold(bread) == {tomorrow.day: LOAVES}
    assert [batch.left for batch in later] == [LOAVES, LOAVES]


def _sold(bread):
    """Pieces by day, as the batches count them; the orders say the same."""
    by_batch = {batch.day: batch.taken - (batch.planned - LOAVES) for batch in bread.batches.all()}
    by_orders = Counter()
    for line in Line.objects.filter(product=bread).select_related("batch"):
        by_orders[line.batch.day] += line.quantity
    sold = {day: count for day, count in by_batch.items() if count}
    assert sold == dict(by_orders)
    return sold


def test_forty_buyers_at_once_get_one_place_on_the_loom_before_a_day_and_the_others_must_accept_a_later(shop):
    upt = UptFactory()
    workshop = WorkshopFactory(upt=upt)
    looms_of(workshop, 1)
    songket = ProductFactory(
        availability=Availability.MADE_TO_ORDER, lead_time_days=5, upt=upt, workshop=workshop
    )
    buyers = buyers_at_the_review(shop, songket)

    answers = at_the_same_moment([buyer.pay for buyer in buyers])

    (first,) = UptOrder.objects.all()
    assert [job.promised_day for job in Job.objects.all()] == [
        looms.days_of(workshop).add(first.ships_on, -1)
    ]
    losers = [
        buyer
        for buyer, answer in zip(buyers, answers, strict=True)
        # The winner is led to its order, or to Midtrans where that answers.
        if answer.headers.get("Location", "/keranjang/") == "/keranjang/"
    ]
    assert len(losers) == still_open(songket) == BUYERS - 1

    again = at_the_same_moment([buyer.pay for buyer in losers])

    later = looms.days_of(workshop).add(first.ships_on, 5)
    assert Order.objects.count() == 1
    assert {answer.status_code for answer in again} == {200}
    assert all(f"berangkat paling lambat {days.day(later)}" in answer.text for answer in again)

    for buyer, answer in zip(losers, again, strict=True):
        buyer.last_page = hidden_fields(answer)
    at_the_same_moment([buyer.pay for buyer in losers])

    assert list(UptOrder.objects.order_by("ships_on").values_list("ships_on", flat=True)) == [
        first.ships_on,
        later,
    ]
    assert later > first.ships_on + timedelta(days=4)
