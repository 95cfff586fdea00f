"""What was promised counts on money in time: when it comes late, or too late, the promise says so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.capacity import looms, oven
from catalog.capacity.models import Job, JobStatus
from catalog.demo.clock import clock_at
from catalog.models import Product
from orders import workflow
from orders.checkout.placing import place
from orders.models import CancelReason, Order, UptOrderStatus
from orders.payments.applying import apply
from tests.factories.products import ProductFactory
from tests.factories.upts import UptFactory
from tests.orders.payments.answers import body_of
from tests.orders.promises.world import CONTACT, LOOM, OVEN, SHELF, basket_of, build, plans_for
from upt_accounts.states.machine import history

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


def paid_at(order, moment):
    with clock_at(moment):
        apply(order.attempts.get(), body_of(order.attempts.get(), "settlement"), source="check")
    return order.upt_orders.get()


@pytest.mark.parametrize(
    ("day", "hour", "leaves", "arrives"),
    [
        (TUESDAY, 11, TUESDAY, (date(2026, 11, 26), date(2026, 11, 28))),
        # After the cut-off hour, and a day on; on Sunday the 29th no courier comes.
        (TUESDAY, 12, WEDNESDAY, (date(2026, 11, 27), date(2026, 11, 30))),
        (WEDNESDAY, 8, WEDNESDAY, (date(2026, 11, 27), date(2026, 11, 30))),
    ],
)
def test_what_lies_ready_leaves_on_the_day_that_follows_from_its_payment(day, hour, leaves, arrives):
    world = build()
    bag = ProductFactory(upt=UptFactory(cutoff_hour=12))
    with clock_at(at_their_clock(7, TUESDAY, 9)):
        order = order_of(world, bag, SHELF)

    part = paid_at(order, at_their_clock(7, day, hour))

    assert (part.ships_on, part.first_ships_on) == (leaves, leaves)
    assert (part.arrives_from, part.arrives_until) == arrives
    changes = history(part).filter(field="ships_on")
    assert [change.reason[:7] for change in changes] == ([] if leaves == TUESDAY else ["Dibayar"])


def test_late_money_for_what_still_lies_there_promises_a_day_that_is_ahead():
    world = build()
    bag = ProductFactory(upt=UptFactory(cutoff_hour=12))
    with clock_at(at_their_clock(7, TUESDAY, 9)):
        order = order_of(world, bag, SHELF)
    with clock_at(at_their_clock(7, WEDNESDAY, 10)):
        workflow.cancel(order, because=CancelReason.EXPIRED)

    part = paid_at(order, at_their_clock(7, date(2026, 12, 1), 10))

    assert part.ships_on == date(2026, 12, 1)
    assert part.status == UptOrderStatus.WAITING


def test_who_pays_at_the_last_moment_gets_what_is_woven_on_the_promised_day():
    world = build()
    songket = ProductFactory(made_to_order=True, lead_time_days=3, upt=UptFactory(cutoff_hour=12))
    with clock_at(at_their_clock(7, TUESDAY, 13)):
        order = order_of(world, songket, LOOM)

    part = paid_at(order, order.expires_at)

    # Paid on Wednesday after noon: woven from Thursday to Monday, packed on Tuesday.
    job = Job.objects.get()
    assert (job.first_day, job.last_day) == (date(2026, 11, 26), date(2026, 11, 30))
    assert part.ships_on == part.first_ships_on == date(2026, 12, 1)


def test_money_that_comes_again_after_work_began_is_booked():
    world = build()
    order = order_of(world, ProductFactory(made_to_order=True), LOOM)
    workflow.mark_paid(order)
    looms.start(Job.objects.get(), actor=None)
    workflow.unpay(order, reason="ditarik bank")

    assert workflow.mark_paid(order)
    assert Job.objects.get().status == JobStatus.STARTED
