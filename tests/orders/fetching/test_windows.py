"""Which windows are offered, and how the desk changes one."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from catalog.capacity import pickup
from catalog.capacity.models import Closure, PickupWindow
from tests.factories.pickup import MORNING, NOON, OutletFactory, window_of

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)


def offered(outlet, at, **wanted):
    windows = pickup.offered(pickup.hours_of([outlet.upt])[outlet.upt_id], at=at, **wanted)
    return [(window.day, window.opens) for window in windows]


def moment(upt, day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), ZoneInfo(upt.time_zone))


@pytest.mark.parametrize("time_zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_a_window_is_offered_until_two_hours_before_it_opens_by_the_clock_of_its_upt(time_zone):
    outlet = OutletFactory(upt__time_zone=time_zone)
    just, late = (moment(outlet.upt, TUESDAY, hour, minute) for hour, minute in ((5, 0), (5, 1)))

    assert offered(outlet, just, ready_on=TUESDAY, day=TUESDAY) == [(TUESDAY, MORNING[0]), (TUESDAY, NOON[0])]
    assert offered(outlet, late, ready_on=TUESDAY, day=TUESDAY) == [(TUESDAY, NOON[0])]


def test_bread_is_fetched_on_its_day_and_goods_of_the_shelf_within_a_week():
    outlet = OutletFactory(upt__cutoff_hour=10)
    at = moment(outlet.upt, TUESDAY, 8)
    tomorrow = TUESDAY + timedelta(days=1)

    assert {day for day, _opens in offered(outlet, at, ready_on=tomorrow, day=tomorrow)} == {tomorrow}
    windows = offered(outlet, at, ready_on=TUESDAY)
    assert {day for day, _opens in windows} == {TUESDAY + timedelta(days=step) for step in range(7)}
    # On the day on which they are packed only what opens after the cut-off hour.
    assert windows[0] == (TUESDAY, NOON[0])


def test_a_leap_day_has_its_windows():
    outlet = OutletFactory()
    leap_day = date(2028, 2, 29)
    at = moment(outlet.upt, date(2028, 2, 28), 12)

    assert offered(outlet, at, ready_on=leap_day, day=leap_day) == [
        (leap_day, MORNING[0]),
        (leap_day, NOON[0]),
    ]


def test_on_days_on_which_the_upt_is_closed_nothing_is_handed_out():
    outlet = OutletFactory()
    Closure.objects.create(upt=outlet.upt, first_day=TUESDAY, last_day=TUESDAY, reason="Upacara")
    at = moment(outlet.upt, TUESDAY - timedelta(days=1), 8)

    assert offered(outlet, at, ready_on=TUESDAY, day=TUESDAY) == []


def test_an_outlet_that_is_not_open_has_no_windows():
    outlet = OutletFactory(is_active=False)

    assert pickup.hours_of([outlet.upt]) == {}


def test_windows_of_many_outlets_are_read_in_one_query(django_assert_num_queries):
    outlets = [OutletFactory() for _each in range(3)]
    for outlet in outlets:
        pickup.reserve(window_of(outlet, TUESDAY))

    with django_assert_num_queries(1):
        hours = pickup.hours_of([outlet.upt for outlet in outlets])
        windows = [pickup.windows_on(of_upt, TUESDAY)[0] for of_upt in hours.values()]
        assert [window.left for window in windows] == [11, 11, 11]


def test_a_window_takes_as_many_orders_as_it_has_room_for_and_gives_places_back():
    window = window_of(OutletFactory(capacity=1), TUESDAY)
    row = pickup.reserve(window)

    assert pickup.reserve(window) is None
    pickup.release(row)
    assert pickup.reserve(window) == row


def test_the_desk_sets_no_capacity_below_what_is_booked():
    outlet = OutletFactory()
    pickup.reserve(window_of(outlet, TUESDAY))
    pickup.reserve(window_of(outlet, TUESDAY))

    with pytest.raises(pickup.WindowRefused, match="Sudah dipesan 2"):
        pickup.set_capacity(window_of(outlet, TUESDAY), 1)
    assert pickup.set_capacity(window_of(outlet, TUESDAY), 2) is True
    assert window_of(outlet, TUESDAY).is_free is False


def test_the_database_itself_refuses_an_overbooked_window():
    row = pickup.reserve(window_of(OutletFactory(capacity=1), TUESDAY))

    with pytest.raises(IntegrityError, match="pickup_window_never_overbooked"), transaction.atomic():
        PickupWindow.objects.filter(pk=row.pk).update(taken=2)


def test_a_closed_window_takes_no_orders_until_it_is_opened_again():
    outlet = OutletFactory()

    assert pickup.set_closed(window_of(outlet, TUESDAY), True) is True
    assert pickup.set_closed(window_of(outlet, TUESDAY), True) is False
    assert pickup.reserve(window_of(outlet, TUESDAY)) is None
    pickup.set_closed(window_of(outlet, TUESDAY), False)
    assert pickup.reserve(window_of(outlet, TUESDAY)) is not None
