"""Working days: Monday to Friday, without national holidays, joint leave and what a UPT closes besides.

Holidays and joint leave (cuti bersama) come from the package `holidays`. The government names the joint leave of a
year in the autumn before: for later years the package estimates the moving feasts and knows no joint leave.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

import holidays

YEARS_BACK, YEARS_AHEAD = 1, 4
Span = tuple[date, date]


@lru_cache
def national_holidays(language="id"):
    return holidays.country_holidays("ID", language=language, categories=("public", "government"))


def joint_leave_is_known(year: int) -> bool:
    """Whether the joint leave of that year is in the table; else dates of that year may still move."""
    return bool(holidays.country_holidays("ID", years=year, categories=("government",)))


@lru_cache
def year_without_joint_leave(today: date) -> int | None:
    """This year or the next one, if its joint leave is not in the table yet: dates in it may still move."""
    return next((year for year in (today.year, today.year + 1) if not joint_leave_is_known(year)), None)


@lru_cache
def _national_days(first_year: int, last_year: int) -> tuple[date, ...]:
    known, day, days = national_holidays(), date(first_year, 1, 1), []
    while day.year <= last_year:
        if day.weekday() < 5 and day not in known:
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


@dataclass(frozen=True)
class WorkDays:
    """The working days of one workshop, around `year`; `closed` are the spans of days that it closes besides.

    Where it is closed for longer than the table reaches, the table's end stands for the day on which it opens again.
    """

    year: int
    closed: frozenset[Span] = frozenset()

    @classmethod
    def around(cls, day: date, closed: Iterable[Span] = ()):
        return cls(day.year, frozenset(closed))

    @cached_property
    def days(self) -> tuple[date, ...]:
        return _days(self.year, self.closed)

    def is_open(self, day: date) -> bool:
        """Whether anything is made or sent on that day; a closed day is closed for kitchens as well."""
        return not any(first <= day <= last for first, last in self.closed)

    def includes(self, day: date) -> bool:
        index = bisect_left(self.days, day)
        return index < len(self.days) and self.days[index] == day

    def first_from(self, day: date) -> date:
        """That day, or the next working day after it."""
        return self._at(bisect_left(self.days, day))

    def add(self, day: date, count: int) -> date:
        """The working day `count` working days after `day`; 0 gives the day itself or the next working day."""
        return self._at(bisect_left(self.days, day) + count)

    def _at(self, index):
        return self.days[index] if index < len(self.days) else date(self.year + YEARS_AHEAD, 12, 31)

    def count(self, first: date, last: date) -> int:
        """How many working days lie from `first` to `last`, both included."""
        return bisect_left(self.days, last + timedelta(days=1)) - bisect_left(self.days, first)

    def reaches(self, day: date, count: int) -> bool:
        """Whether the calendar goes as far as `count` working days after `day`."""
        return bisect_left(self.days, day) + count < len(self.days)


@lru_cache(maxsize=256)
def _days(year: int, closed: frozenset[Span]) -> tuple[date, ...]:
    national = _national_days(year - YEARS_BACK, year + YEARS_AHEAD)
    if not closed:
        return national
    return tuple(day for day in national if not any(first <= day <= last for first, last in closed))
