"""What is made later than promised is fetched later: its window follows, and the old one is free again."""

from datetime import time, timedelta

import pytest

from catalog.capacity import looms, pickup, replanning
from catalog.capacity.models import PickupWindow
from orders.letters import letter
from tests.factories.orders import ShippingServiceFactory
from tests.factories.pickup import MORNING, OutletFactory, window_of
from tests.factories.products import ProductFactory
from tests.factories.upts import petugas_of
from tests.orders.making import job_of, made_part, pay

pytestmark = pytest.mark.django_db
# After the cut-off hour: goods of that day are packed by then.
AFTERNOON = (time(14), time(16))


@pytest.fixture
def part():
    """A piece of five days that is to be fetched in the afternoon of the day on which it is ready first."""
    product = ProductFactory(made_to_order=True, lead_time_days=5)
    outlet = OutletFactory(upt=product.upt, capacity=1, hours=(MORNING, AFTERNOON))
    part = made_part(product, service=ShippingServiceFactory(pickup=True))
    part.window = pickup.reserve(window_of(outlet, part.ships_on, AFTERNOON[0]))
    part.arrives_from = part.arrives_until = part.window.day
    part.save()
    pay(part.order)
    return part


def delayed(part, days=3):
    job = job_of(part)
    last = looms.days_of(job.loom.workshop).add(job.last_day, days)
    replanning.delay(job, last, actor=petugas_of(part.upt), reason="Benang habis")
    part.refresh_from_db()
    return part


def booked():
    return dict(PickupWindow.objects.filter(taken__gt=0).values_list("day", "taken"))


def test_a_delayed_piece_is_fetched_at_the_same_hour_of_the_day_on_which_it_is_ready(part):
    old = part.window.day

    delayed(part)

    assert part.ships_on > old
    assert (part.window.day, part.window.opens) == (part.ships_on, AFTERNOON[0])
    assert (part.arrives_from, part.arrives_until) == (part.window.day, part.window.day)
    assert booked() == {part.window.day: 1}
    assert "14.00–16.00" in letter(part.order.mails.get(event__startswith="delayed")).body


def test_where_that_window_is_full_it_is_the_next_day_at_that_hour(part):
    ready = looms.days_of(part.upt.workshops.get()).add(part.ships_on, 3)
    pickup.set_closed(window_of(part.upt.outlets.get(), ready, AFTERNOON[0]), True)

    delayed(part)

    assert (part.ships_on, part.window.day, part.window.opens) == (
        ready,
        ready + timedelta(days=1),
        AFTERNOON[0],
    )


def test_where_no_window_is_left_it_can_be_fetched_at_any_hour(part):
    part.upt.outlets.get().hours.update(capacity=0)

    delayed(part)

    assert part.window is None
    assert part.arrives_from >= part.ships_on
    assert booked() == {}
