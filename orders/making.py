"""Pieces that are made for an order: how far each is, for its buyer, and the steps that the UPT notes."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from catalog.capacity import looms, replanning
from catalog.capacity.models import Job, JobStatus
from orders import workflow
from orders.models import UptOrder, UptOrderStatus


@dataclass(frozen=True)
class Piece:
    """One piece and its steps, as (name, state): "done", "now" or "next"."""

    name: str
    words: str
    steps: list[tuple[str, str]]


def jobs_of_lines():
    """What `pieces_of` needs of a part's lines, in one query: their jobs as `made`."""
    jobs = Job.objects.exclude(status=JobStatus.CANCELLED).select_related("loom__workshop")
    return Prefetch("jobs", jobs.order_by("first_day", "pk"), to_attr="made")


def pieces_of(lines) -> list[Piece]:
    """The pieces of these lines that are made for the order."""
    return [_piece(line, job, number) for line in lines for number, job in enumerate(line.made, 1)]


def _piece(line, job, number):
    name = (
        line.name
        if len(line.made) == 1
        else _("%(name)s, buah ke-%(number)d") % {"name": line.name, "number": number}
    )
    return Piece(name, _state(job), steps_of(job))


def _state(job):
    if job.status == JobStatus.FINISHED:
        return _("Selesai dibuat")
    return _("Sedang dibuat") if job.status == JobStatus.STARTED else _("Menunggu giliran")


def steps_of(job) -> list[tuple[str, str]]:
    """The steps of its workshop; those before the one begun last are done."""
    names = job.loom.workshop.steps
    begun = len(names) + 1 if job.status == JobStatus.FINISHED else job.step
    states = (
        "done" if number < begun else "now" if number == begun else "next"
        for number in range(1, len(names) + 1)
    )
    return list(zip(names, states, strict=True))


# --- What the UPT notes ----------------------------------------------------------------------------------------------
@transaction.atomic
def start(job, *, actor) -> bool:
    """Work on a piece begins, and with it on its part of the order. Returns False if it had begun."""
    part = UptOrder.objects.filter(lines__jobs=job.pk).select_related("order").first()
    if part and part.status == UptOrderStatus.WAITING:
        workflow.prepare(part, actor=actor)
    return looms.start(job, actor=actor)


def finish(job, *, actor) -> bool:
    """The piece is done; what waits late behind it may move up. Returns False if it was done."""
    is_first = looms.finish(job, actor=actor)
    if is_first:
        reason = _("Pekerjaan sebelumnya sudah selesai")
        replanning.replan([job.loom.workshop_id], reason, actor=actor)
    return is_first
