"""The jobs of looms with all that staff see of them, in one query, and how each stands in words."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.capacity.models import Job, JobStatus
from catalog.capacity.models.looms import OPEN_JOBS
from catalog.promises import today_at
from orders.making import steps_of


@dataclass(frozen=True)
class Tag:
    words: str
    tone: str


@dataclass(frozen=True)
class Shown:
    """A job for a page; `next_step` is the number of the step that can be noted next, None after the last."""

    job: Job
    number: str
    choices: str
    span: str
    promised: str
    tags: list[Tag]
    steps: list[tuple[str, str]]
    next_step: int | None
    may_start: bool
    may_finish: bool
    is_late: bool


def with_all(jobs):
    return jobs.select_related("loom__workshop__upt", "product", "line__upt_order__order")


def open_jobs(workshop):
    jobs = with_all(Job.objects.filter(loom__workshop=workshop, status__in=OPEN_JOBS))
    return jobs.order_by("loom", "first_day", "pk")


def shown(job) -> Shown:
    part = job.line.upt_order if job.line else None
    today = today_at(job.loom.workshop.upt)
    steps = steps_of(job)
    late = _lateness(job, today)
    return Shown(
        job=job,
        number=part.number if part else "",
        choices=", ".join(f"{one['name']}: {one['value']}" for one in (job.line.choices if job.line else ())),
        span=_("%(first)s sampai %(last)s") % {"first": _day(job.first_day), "last": _day(job.last_day)},
        promised=_day(part.ships_on) if part else "",
        tags=[Tag(job.get_status_display(), TONES[job.status]), *late],
        steps=steps,
        next_step=job.step + 1 if job.status == JobStatus.STARTED and job.step < len(steps) else None,
        may_start=job.status == JobStatus.QUEUED,
        may_finish=job.status in (JobStatus.QUEUED, JobStatus.STARTED),
        is_late=bool(late) and late[0].tone == "late",
    )


TONES = {
    JobStatus.RESERVED: "plain",
    JobStatus.QUEUED: "plain",
    JobStatus.STARTED: "primary",
    JobStatus.FINISHED: "success",
    JobStatus.CANCELLED: "plain",
}


def _lateness(job, today):
    if job.status not in OPEN_JOBS:
        return []
    if job.last_day < today:
        days = (today - job.last_day).days
        text = ngettext("Lewat %(days)d hari", "Lewat %(days)d hari", days)
        return [Tag(text % {"days": days}, "late")]
    if job.last_day > job.promised_day:
        return [Tag(_("Lewat janji, semula selesai %(day)s") % {"day": _day(job.promised_day)}, "late")]
    if job.first_day < today and job.status == JobStatus.QUEUED:
        return [Tag(_("Seharusnya sudah dimulai"), "warning")]
    return []


def _day(day: date):
    return date_format(day, "j M" if day.year == timezone.localdate().year else "j M Y")
