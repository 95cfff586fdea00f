"""The hour until which bread is ordered, in every time zone; and money that comes when the bread is gone."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from catalog.capacity import oven
from catalog.capacity.models import PickupWindow
from catalog.demo.clock import clock_at
from orders import workflow
from orders.models import CancelReason, Order, OrderStatus
from orders.payments.applying import apply
from orders.payments.models import RefundCase
from tests.factories.orders import ShippingServiceFactory
from tests.factories.pickup import OutletFactory
from tests.factories.products import ProductFactory
from tests.orders.checkout.walking import BASKET, REVIEW, pay
from tests.orders.fetching.walking import buy_and_fetch, choose, first_window
from tests.orders.payments.answers import body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]


def bread_of(time_zone):
    """Bread of tomorrow, taken until eight in the evening where the UPT is."""
    ShippingServiceFactory(pickup=True)
    bread = ProductFactory(daily_batch=True, stock=10, upt__time_zone=time_zone, ship_scope="local_or_pickup")
    return bread, OutletFactory(upt=bread.upt)


@pytest.mark.parametrize("time_zone", ZONES)
def test_bread_whose_hour_passes_between_basket_and_payment_is_told_and_kept(client, district, time_zone):
    bread, outlet = bread_of(time_zone)
    batch = bread.batches.first()
    assert batch.order_by == datetime.combine(batch.day - timedelta(days=1), time(20), ZoneInfo(time_zone))

    with clock_at(batch.order_by - timedelta(minutes=1)):
        assert choose(client, district, bread, first_window(outlet, bread)).url == REVIEW
        review = client.get(REVIEW)
        assert review.status_code == 200
    with clock_at(batch.order_by):
        answer = pay(client, review)
        assert answer.url == BASKET
        page = client.get(BASKET).content.decode()

    assert "untuk hari itu tidak dapat dipesan lagi. Pilih hari lain" in page
    assert not Order.objects.exists()
    assert oven.Batch.objects.get(pk=batch.pk).left == 10


@pytest.mark.parametrize("time_zone", ZONES)
def test_an_order_of_the_last_minute_is_placed(client, district, time_zone):
    bread, outlet = bread_of(time_zone)
    batch = bread.batches.first()

    with clock_at(batch.order_by - timedelta(minutes=1)):
        order = buy_and_fetch(client, district, bread, first_window(outlet, bread))

    assert order.upt_orders.get().day == batch.day
    assert order.expires_at < batch.order_by.replace(hour=23, minute=59)


def test_money_for_bread_that_was_released_goes_to_the_refund_desk(client, district, bread, outlet):
    order = buy_and_fetch(client, district, bread, first_window(outlet, bread))
    workflow.cancel(order, because=CancelReason.EXPIRED)
    batch = bread.batches.first()

    with clock_at(batch.order_by + timedelta(minutes=1)):
        apply(order.attempts.get(), body_of(order.attempts.get(), "settlement"), source="message")

    order.refresh_from_db()
    assert order.status == OrderStatus.REFUND_DUE
    assert RefundCase.objects.get().reason == RefundCase.Reason.LATE
    assert oven.Batch.objects.get(pk=batch.pk).left == 10
    assert PickupWindow.objects.get().taken == 0


def test_a_batch_past_its_hour_is_closed_by_the_worker_once(bread):
    batch = bread.batches.first()

    with clock_at(batch.order_by):
        assert oven.close_due() == 1
        assert oven.close_due() == 0
    batch.refresh_from_db()
    assert batch.is_closed


def test_the_worker_opens_each_day_once(bread):
    assert oven.open_days() == oven.DAYS_AHEAD - 3
    assert oven.open_days() == 0
