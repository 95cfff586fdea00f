"""Days and hours count where the UPT is: Palembang (WIB), Makassar (WITA), Jayapura (WIT)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.capacity import oven
from catalog.capacity.models import Closure
from catalog.demo.clock import clock_at
from catalog.models import Product
from catalog.promises import begins_on, promise_of, today_at
from tests.factories.products import ProductFactory
from tests.factories.upts import UptFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
ZONES = {"Asia/Jakarta": 7, "Asia/Pontianak": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


def at_their_clock(hours, day, hour, minute=0):
    """That hour of the wall clock of a place so many hours ahead of Greenwich."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=hours)


def read(product):
    return Product.objects.priced().promised().get(pk=product.pk)


@pytest.mark.parametrize(("zone", "hours"), ZONES.items())
def test_what_is_ordered_before_the_cut_off_hour_leaves_today_else_on_the_next_day_of_work(zone, hours):
    product = ProductFactory(upt=UptFactory(time_zone=zone, cutoff_hour=12))

    leaves = {}
    for day, hour, minute in [(TUESDAY, 11, 59), (TUESDAY, 12, 0), (date(2026, 12, 23), 12, 0)]:
        moment = at_their_clock(hours, day, hour, minute)
        with clock_at(moment):
            leaves[day, hour] = promise_of(read(product)).ships_on

    assert leaves == {
        (TUESDAY, 11): TUESDAY,
        (TUESDAY, 12): WEDNESDAY,
        (date(2026, 12, 23), 12): date(2026, 12, 28),
    }


@pytest.mark.parametrize(("zone", "hours"), ZONES.items())
def test_the_day_changes_at_their_midnight(zone, hours):
    upt = UptFactory(time_zone=zone)

    assert today_at(upt, at_their_clock(hours, TUESDAY, 23, 59)) == TUESDAY
    assert today_at(upt, at_their_clock(hours, WEDNESDAY, 0, 0)) == WEDNESDAY


@pytest.mark.parametrize(("zone", "hours"), ZONES.items())
def test_bread_for_tomorrow_is_taken_until_the_order_by_hour_and_not_a_minute_longer(zone, hours):
    upt = UptFactory(time_zone=zone)
    bread = ProductFactory(
        daily_batch=True, stock=0, upt=upt, workshop=WorkshopFactory(upt=upt, order_by_hour=18)
    )
    bread.batches.all().delete()
    with clock_at(at_their_clock(hours, TUESDAY, 9)):
        oven.open_days(Product.objects.filter(pk=bread.pk))

    with clock_at(at_their_clock(hours, TUESDAY, 17, 59)):
        assert promise_of(read(bread)).ships_on == WEDNESDAY
        assert oven.reserve(bread, WEDNESDAY, 1)
    with clock_at(at_their_clock(hours, TUESDAY, 18)):
        assert promise_of(read(bread)).ships_on == date(2026, 11, 26)
        assert oven.reserve(bread, WEDNESDAY, 1) is None


def test_closed_days_move_what_leaves_and_take_bread_off_the_page():
    upt = UptFactory()
    bag, bread = ProductFactory(upt=upt), ProductFactory(daily_batch=True, upt=upt)
    today = today_at(upt)
    before = promise_of(read(bread)).ships_on
    Closure.objects.create(upt=upt, first_day=today, last_day=before, reason="Kunjungan")

    assert promise_of(read(bread)).ships_on == before + timedelta(days=1)
    assert promise_of(read(bag)).ships_on > before


def test_a_closure_of_another_workshop_moves_nothing():
    upt = UptFactory()
    product, other = ProductFactory(upt=upt), WorkshopFactory(upt=upt)
    before = promise_of(read(product)).ships_on
    Closure.objects.create(upt=upt, workshop=other, first_day=before, last_day=before, reason="Renovasi")

    assert promise_of(read(product)).ships_on == before


def test_a_year_typed_wrong_in_a_closure_breaks_no_page():
    product = ProductFactory(made_to_order=True)
    Closure.objects.create(first_day=today_at(product.upt), last_day=date(2099, 1, 1), reason="Salah ketik")

    assert promise_of(read(product)).sold_out
    assert begins_on(read(product), product.upt).month == 12
