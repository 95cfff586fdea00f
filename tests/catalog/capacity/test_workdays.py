"""Which days count: Monday to Friday, without holidays, joint leave and what a UPT closes besides."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalog.capacity.workdays import WorkDays, joint_leave_is_known, national_holidays

TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
days_ahead = some.integers(0, 700).map(lambda ahead: TODAY + timedelta(days=ahead))
spans = some.builds(
    lambda first, length: (first, first + timedelta(days=length)), days_ahead, some.integers(0, 40)
)


def is_working_day(day, closed=()):
    return (
        day.weekday() < 5
        and day not in national_holidays()
        and not any(first <= day <= last for first, last in closed)
    )


@given(some.lists(spans, max_size=4), days_ahead, some.integers(0, 250))
def test_days_are_counted_as_one_would_on_the_wall_calendar(closed, day, count):
    calendar = WorkDays.around(TODAY, closed)
    walked, left = day, count
    while not is_working_day(walked, closed) or left:
        left -= is_working_day(walked, closed)
        walked += A_DAY

    assert calendar.add(day, count) == walked
    assert calendar.count(day, walked) == count + 1
    assert calendar.includes(day) == is_working_day(day, closed)
    assert calendar.first_from(day) == calendar.add(day, 0)


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (date(2026, 12, 24), "joint leave before Christmas"),
        (date(2026, 12, 25), "Christmas"),
        (date(2027, 1, 1), "New Year"),
        (date(2026, 8, 17), "Independence Day"),
        (date(2026, 11, 28), "a Saturday"),
        (date(2026, 11, 29), "a Sunday"),
    ],
)
def test_nobody_works_on(day, what):
    assert not WorkDays.around(TODAY).includes(day)


def test_three_days_of_work_around_christmas_end_after_it():
    # Wednesday the 23rd, Monday the 28th, Tuesday the 29th: the 24th is joint leave, the 25th a holiday.
    assert WorkDays.around(TODAY).add(date(2026, 12, 23), 2) == date(2026, 12, 29)


def test_a_leap_day_is_a_day_of_work():
    calendar = WorkDays.around(date(2028, 2, 25))

    assert calendar.includes(date(2028, 2, 29))
    assert calendar.add(date(2028, 2, 29), 1) == date(2028, 3, 1)
    assert calendar.count(date(2028, 2, 29), date(2028, 3, 1)) == 2


def test_a_kitchen_works_on_sundays_but_not_on_closed_days():
    calendar = WorkDays.around(TODAY, [(date(2026, 11, 30), date(2026, 12, 1))])

    assert calendar.is_open(date(2026, 11, 29))
    assert not calendar.is_open(date(2026, 11, 30))
    assert not calendar.is_open(date(2026, 12, 1))
    assert calendar.is_open(date(2026, 12, 2))


def test_joint_leave_is_known_for_years_that_the_government_has_named():
    known = {year: joint_leave_is_known(year) for year in (2026, 2027, 2029, 2031)}

    assert known == {2026: True, 2027: True, 2029: False, 2031: False}


def test_a_year_without_joint_leave_still_has_its_holidays():
    calendar = WorkDays.around(date(2029, 1, 1))

    assert not calendar.includes(date(2029, 8, 17))
    assert calendar.includes(date(2029, 12, 24))


def test_who_is_closed_for_longer_than_the_calendar_reaches_has_no_day_of_work_and_no_accident():
    calendar = WorkDays.around(TODAY, [(TODAY, date(2099, 12, 31))])

    assert calendar.first_from(TODAY) == calendar.add(TODAY, 7) == date(2030, 12, 31)
    assert not calendar.reaches(TODAY, 1)
    assert calendar.count(TODAY, date(2099, 12, 31)) == 0
