"""What came of it: promises kept, looms used, batches sold. Read from the rows that the year left."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Sum

from catalog.capacity import looms
from catalog.capacity.models import Batch, Job, JobStatus, Loom
from orders.models import UptOrder
from upt_accounts.models import Workshop


@dataclass(frozen=True)
class Report:
    promises: int
    kept: int
    loom_days: int
    loom_days_used: int
    baked: int
    sold: int

    @property
    def lines(self):
        return [
            f"promises kept: {_share(self.kept, self.promises)}",
            f"days on which looms were at work: {_share(self.loom_days_used, self.loom_days)}",
            f"pieces of the day's batches sold: {_share(self.sold, self.baked)}",
        ]


def _share(part, whole):
    return f"{part} of {whole}, {100 * part / whole:.1f} %" if whole else "none"


def report_on(upt, first: date, last: date) -> Report:
    """Over the days from `first` to `last`; of promises, those for a day within them of what was paid."""
    due = UptOrder.objects.filter(
        upt=upt, first_ships_on__range=(first, last), order__paid_at__isnull=False, order__cancel_reason=""
    )
    zone = ZoneInfo(upt.time_zone)
    kept = sum(
        part.left_at is not None and part.left_at.astimezone(zone).date() <= part.first_ships_on
        for part in due
    )
    baked = Batch.objects.filter(product__upt=upt, day__range=(first, last)).aggregate(
        planned=Sum("planned", default=0), taken=Sum("taken", default=0)
    )
    there, used = _loom_days(upt, first, last)
    return Report(len(due), kept, there, used, baked["planned"], baked["taken"])


def _loom_days(upt, first, last):
    there = used = 0
    for workshop in Workshop.objects.filter(upt=upt).select_related("upt"):
        days = looms.days_of(workshop)
        there += days.count(first, last) * Loom.objects.filter(workshop=workshop, is_active=True).count()
        jobs = Job.objects.filter(loom__workshop=workshop, status__in=(JobStatus.STARTED, JobStatus.FINISHED))
        used += sum(
            days.count(max(job.first_day, first), min(job.finished_on or last, job.last_day, last))
            for job in jobs
        )
    return there, used
