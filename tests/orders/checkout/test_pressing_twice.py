"""Impatient buyers: two clicks, a reload, Back. Whatever they press, there is one order and one attempt to pay."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction

from orders.models import Order
from tests.factories.products import ProductFactory, stock_of
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import DistrictFactory
from tests.orders.checkout.buyers import Buyer
from tests.orders.checkout.walking import ADDRESS, REVIEW, SHIPPING
from tests.stage.databases import wait_until_somebody_waits
from upt_accounts.models import StockRecord


@pytest.fixture
def bag():
    return ProductFactory(stock=10, price=235_000)


@pytest.fixture
def district(bag):
    district = DistrictFactory()
    TariffFactory(origin=bag.upt.regency.province, destination=district.regency.province)
    return district


@contextmanager
def a_midtrans_that_takes_its_time():
    """Accepts connections and says nothing until the end."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/snap/v1"


def test_two_parallel_posts_make_one_order_and_one_attempt(shop, simulator, bag, district):
    buyer = Buyer(shop).go_to_review(district, bag)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _click: buyer.pay(), range(2)))

    order = Order.objects.get()
    assert order.attempts.count() == 1
    assert stock_of(bag).num_allocated == 1
    ways_on = {order.get_absolute_url(), order.attempts.get().redirect_url}
    assert {answer.headers["Location"] for answer in answers} <= ways_on


def test_a_second_click_while_midtrans_is_slow_leads_to_the_order(start_shop, bag, district):
    with a_midtrans_that_takes_its_time() as midtrans, ThreadPoolExecutor(1) as pool:
        shop = start_shop(MIDTRANS_SNAP_BASE_URL=midtrans, MIDTRANS_TIMEOUT="1,20")
        buyer = Buyer(shop).go_to_review(district, bag)
        first = pool.submit(buyer.pay)
        order = placed_at_last()

        second = buyer.pay()

        assert second.headers["Location"] == order.get_absolute_url()
        assert not first.done()
    assert first.result().headers["Location"] == order.get_absolute_url()
    assert Order.objects.count() == order.attempts.count() == 1


def placed_at_last():
    """Ask until another process has placed the order; the answer to that is known to come."""
    while not (order := Order.objects.first()):
        pass
    return order


def test_who_logs_out_in_another_tab_at_this_moment_has_ordered_nothing(shop, bag, district):
    buyer = Buyer(shop).go_to_review(district, bag)

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        StockRecord.objects.select_for_update().get(product=bag)
        pressed = pool.submit(buyer.pay)
        wait_until_somebody_waits()
        Session.objects.all().delete()

    assert pressed.result().status_code == 400
    assert (Order.objects.count(), stock_of(bag).num_allocated) == (0, 0)


def test_reload_and_back_after_placing_lead_to_the_order(shop, bag, district):
    buyer = Buyer(shop).go_to_review(district, bag)
    buyer.pay()
    order_page = Order.objects.get().get_absolute_url()

    for page in (ADDRESS, SHIPPING, REVIEW):
        assert buyer.session.get(shop.url + page, allow_redirects=False).headers["Location"] == order_page
    assert buyer.pay().headers["Location"] == order_page
    assert Order.objects.count() == Order.objects.get().attempts.count() == 1
    assert stock_of(bag).num_allocated == 1
