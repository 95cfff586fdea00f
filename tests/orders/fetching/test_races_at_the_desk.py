"""Two people at once: at the counter, and between the desk that lowers a number and the buyers who take it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from catalog.capacity import oven, pickup
from catalog.capacity.models import Batch
from catalog.promises import today_at
from orders import workflow
from tests.factories.pickup import OutletFactory, window_of
from tests.factories.products import ProductFactory, stock_of
from tests.orders.fetching.test_handover import part_to_fetch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]


def at_the_same_moment(acts):
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait()
            return act()
        except (oven.BatchRefused, pickup.WindowRefused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("_again", range(3))
def test_two_petugas_hand_one_order_over_once(transactional_db, _again):
    part = part_to_fetch()
    product = part.lines.get().product

    answers = at_the_same_moment([lambda: workflow.hand_out(part, actor=None)] * 2)

    assert sorted(answers) == [False, True]
    assert (stock_of(product).num_in_stock, stock_of(product).num_allocated) == (9, 0)


@pytest.mark.parametrize("_again", range(3))
def test_loaves_are_taken_while_the_desk_makes_fewer_and_none_is_sold_that_is_not_made(
    transactional_db, _again
):
    batch = ProductFactory(daily_batch=True, stock=40).batches.first()
    buy = [lambda: oven.reserve(batch.product, batch.day, 1)] * 12

    *bought, changed = at_the_same_moment([*buy, lambda: oven.set_planned(batch, 6)])

    batch = Batch.objects.get(pk=batch.pk)
    sold = sum(bool(each) for each in bought)
    assert batch.taken == sold
    if changed is True:
        assert (batch.planned, sold) == (6, 6)
    else:
        assert (batch.planned, sold) == (40, 12)


@pytest.mark.parametrize("_again", range(3))
def test_places_are_booked_while_the_desk_has_room_for_fewer(transactional_db, _again):
    outlet = OutletFactory(capacity=20)
    day = today_at(outlet.upt) + timedelta(days=1)
    window = window_of(outlet, day)
    book = [lambda: pickup.reserve(window)] * 12

    *booked, changed = at_the_same_moment([*book, lambda: pickup.set_capacity(window, 6)])

    now, sold = window_of(outlet, day), sum(bool(each) for each in booked)
    assert now.taken == sold
    assert (now.capacity, sold) == ((6, 6) if changed is True else (20, 12))
