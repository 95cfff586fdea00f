"""What was promised counts on money in time: when it comes late, or too late, the promise says so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.capacity import oven
from catalog.demo.clock import clock_at
from catalog.models import Product
from orders.checkout.placing import place
from orders.models import Order
from tests.factories.products import ProductFactory
from tests.factories.upts import UptFactory
from tests.orders.promises.world import CONTACT, OVEN, basket_of, build, plans_for

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


def at_their_clock(hours, day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=hours)


def order_of(world, product, supply, quantity=1, day=None) -> Order:
    basket = basket_of([(product.pk, supply, quantity, day)])
    plans = plans_for(world, basket)
    return place(basket, plans, contact=CONTACT, address=world.address, language="id")


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("Asia/Jakarta", 7), ("Asia/Pontianak", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)],
)
def test_bread_is_paid_for_before_its_day_begins_where_it_is_baked(zone, hours):
    world = build()
    bread = ProductFactory(daily_batch=True, stock=0, upt=UptFactory(time_zone=zone))
    bread.batches.all().delete()

    with clock_at(at_their_clock(hours, TUESDAY, 17)):
        oven.open_days(Product.objects.filter(pk=bread.pk))
        soon = order_of(world, bread, OVEN, day=WEDNESDAY)
        later = order_of(world, bread, OVEN, day=WEDNESDAY + timedelta(days=3))

    # A quarter of an hour before midnight: news of money paid in the last second may take as long.
    assert soon.expires_at == at_their_clock(hours, TUESDAY, 23, 45)
    assert later.expires_at == at_their_clock(hours, WEDNESDAY, 17)
    assert soon.attempts.get().expires_at == soon.expires_at
