"""The calendar of a workshop as a table: looms by weeks of five days, each job as wide as the days it takes."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from catalog.capacity.workdays import WorkDays

WEEKS = 10
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Cell:
    """Some days of one loom: of a job, of an outage (`reason`), or free; `is_closed` where nothing is made."""

    days: int
    job: object = None
    reason: str = ""
    is_closed: bool = False


@dataclass(frozen=True)
class Grid:
    weeks: list[str]
    rows: list[tuple[object, list[Cell]]]


def grid_of(looms, jobs, outages, calendar: WorkDays, today: date) -> Grid:
    """`jobs` are shown ones (`orders.admin.looms.reading`), `outages` rows; both of these looms."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday + number * WEEK for number in range(WEEKS)]
    days = [week + timedelta(days=number) for week in weeks for number in range(5)]
    return Grid(
        weeks=[date_format(week, "j M") for week in weeks],
        rows=[
            (
                loom,
                _cells(
                    days,
                    [one for one in jobs if one.job.loom_id == loom.pk],
                    [out for out in outages if out.loom_id == loom.pk],
                    calendar,
                ),
            )
            for loom in looms
        ],
    )


def _cells(days, jobs, outages, calendar):
    cells = []
    for day in days:
        what = _on(day, jobs, outages, calendar)
        same = cells and (cells[-1].job, cells[-1].reason, cells[-1].is_closed) == what and any(what)
        if same:
            cells[-1] = Cell(cells[-1].days + 1, *what)
        else:
            cells.append(Cell(1, *what))
    return cells


def _on(day, jobs, outages, calendar):
    """What fills that day: job, reason and whether it is closed. Of two jobs the one that is still made."""
    job = next((one for one in jobs if one.job.first_day <= day <= one.job.last_day), None)
    if job:
        return job, "", False
    reason = next((out.reason for out in outages if out.first_day <= day <= out.last_day), "")
    return None, reason, not reason and not calendar.includes(day)
