"""Laying the jobs of one loom into its days anew, one after the other. Plain reckoning, without the database.

The order is kept. What has begun keeps its first day and ends when its working days are done; what has not keeps its
place while it is on time there, moves up as far as it is late, and gives way to what comes before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from catalog.capacity.workdays import Span, WorkDays

A_DAY = timedelta(days=1)


class NoDaysLeft(Exception):
    """The table of working days ends before all of it is laid."""


@dataclass(frozen=True)
class Place:
    """Where one job stands: `work_days` working days of its loom, promised to be done on `promised`."""

    key: int
    first: date
    last: date
    work_days: int
    promised: date
    has_begun: bool = False


def lay(places: Iterable[Place], outages: list[Span], days: WorkDays, today: date) -> list[Place]:
    """The places of one loom's jobs, given in their order, without overlap and in working days."""
    laid, free = [], date.min
    for place in places:
        stays = place.has_begun and place.first >= free
        found = _extended(place, outages, days) if stays else _placed(place, max(free, today), outages, days)
        laid.append(found)
        free = found.last + A_DAY
    return laid


def _extended(place, outages, days):
    """From its first day on, over the days on which nothing is made."""
    day, left = place.first, place.work_days
    while left:
        if not days.reaches(day, 1):
            raise NoDaysLeft
        day = days.first_from(day)
        left -= not _stands_still(day, outages)
        last, day = day, day + A_DAY
    return replace(place, last=last)


def _placed(place, earliest, outages, days):
    """The first place from its own day on, or as much before as makes it on time, that no outage cuts in two."""
    first = max(min(place.first, _in_time(place, days)), earliest)
    while True:
        if not days.reaches(first, place.work_days):
            raise NoDaysLeft
        first = days.first_from(first)
        last = days.add(first, place.work_days - 1)
        cut = next((span for span in outages if span[0] <= last and first <= span[1]), None)
        if cut is None:
            return replace(place, first=first, last=last)
        first = cut[1] + A_DAY


def _in_time(place, days):
    """The last day on which it can begin and be done on the promised one."""
    if days.count(date.min, place.promised) < place.work_days:
        return place.first
    return days.add(place.promised + A_DAY, -place.work_days)


def _stands_still(day, outages):
    return any(first <= day <= last for first, last in outages)


def work_days_until(place: Place, last: date, outages: list[Span], days: WorkDays) -> int:
    """How many days of work end on that day; 0 where nothing is made on it."""
    if not days.includes(last) or _stands_still(last, outages):
        return 0
    stopped = sum(
        days.count(max(first, place.first), min(end, last))
        for first, end in outages
        if first <= last and end >= place.first
    )
    return days.count(place.first, last) - stopped
