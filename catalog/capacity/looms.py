"""The only ways in which the queue of a workshop's looms changes. Whoever changes it holds the workshop's row.

After every change the copy on `Workshop.queue` is written anew in the same transaction; pages read that.
"""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.capacity.models import Closure, Job, JobStatus, Loom, LoomOutage
from catalog.capacity.models.looms import OPEN_JOBS
from catalog.capacity.scheduling import Queue, Slot
from catalog.capacity.workdays import WorkDays
from catalog.promises import PACKING_DAYS, today_at, turns_to
from upt_accounts.models import Workshop
from upt_accounts.states.machine import StateMachine, TransitionRefused

A_DAY = timedelta(days=1)
JOBS = StateMachine(
    moves={
        JobStatus.RESERVED: {JobStatus.QUEUED, JobStatus.CANCELLED},
        JobStatus.QUEUED: {JobStatus.RESERVED, JobStatus.STARTED, JobStatus.FINISHED, JobStatus.CANCELLED},
        JobStatus.STARTED: {JobStatus.FINISHED, JobStatus.CANCELLED},
        JobStatus.FINISHED: set(),
        JobStatus.CANCELLED: set(),
    },
    names=dict(JobStatus.choices),
)


class LoomsFull(Exception):
    """Not all pieces can be made within a year, or not by the day that was shown; the text can be shown."""


def lock(workshop_ids) -> dict[int, Workshop]:
    """The workshops' rows, locked in one order for everybody until the transaction ends."""
    rows = Workshop.objects.select_for_update(of=("self",)).select_related("upt").order_by("pk")
    return {workshop.pk: workshop for workshop in rows.filter(pk__in=workshop_ids)}


def days_of(workshop) -> WorkDays:
    """The working days of a workshop, read afresh."""
    closed = Closure.objects.filter(
        Q(upt=None) | Q(upt=workshop.upt_id), Q(workshop=None) | Q(workshop=workshop.pk)
    ).values_list("first_day", "last_day")
    return WorkDays.around(timezone.now().date(), closed)


def read(workshop) -> Queue:
    """The looms that take jobs with the spans in which they are busy or stand still, read from the rows themselves."""
    looms = {
        loom: []
        for loom in Loom.objects.filter(workshop=workshop, is_active=True).values_list("pk", flat=True)
    }
    today = today_at(workshop.upt)
    spans = [
        Job.objects.filter(loom__in=looms, status__in=OPEN_JOBS, last_day__gte=today),
        LoomOutage.objects.filter(loom__in=looms, last_day__gte=today),
    ]
    for rows in spans:
        for loom, first, last in rows.values_list("loom", "first_day", "last_day"):
            looms[loom].append((first, last))
    return Queue(days_of(workshop), {loom: _merged(sorted(spans)) for loom, spans in looms.items()})


def _merged(spans):
    merged = []
    for first, last in spans:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def write(workshop):
    """Bring the copy on a locked workshop up to date; spans with no working day between them are one to a reader."""
    queue = read(workshop)
    workshop.queue = [
        [
            loom,
            [[first.isoformat(), last.isoformat()] for first, last in _joined(spans, queue.days)],
        ]
        for loom, spans in queue.looms.items()
    ]
    workshop.save(update_fields=["queue"])


def _joined(spans, days):
    joined = []
    for first, last in spans:
        if joined and not days.count(joined[-1][1] + A_DAY, first - A_DAY):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


@transaction.atomic
def rewrite(workshop_id):
    """A loom came or is used no more: what pages read follows."""
    for workshop in lock([workshop_id]).values():
        write(workshop)


# --- For an order -----------------------------------------------------------------------------------------------------
def leaves_on(slots, days: WorkDays) -> date:
    """The day by which pieces made in these slots leave the UPT."""
    return days.add(max(slots).last_day, PACKING_DAYS)


def book(product, line, slots: list[Slot]):
    """Jobs for the pieces of an order's line, in slots taken from the queue of the locked workshop."""
    return Job.objects.bulk_create(
        Job(
            loom_id=slot.loom,
            product=product,
            line=line,
            work_days=product.lead_time_days,
            first_day=slot.first_day,
            last_day=slot.last_day,
            promised_day=slot.last_day,
        )
        for slot in slots
    )


def jobs_of_order(order, part=None):
    """The open jobs of an order, or of one `part` of it, and, locked, their workshops."""
    jobs = Job.objects.filter(line__order=order, status__in=OPEN_JOBS)
    if part:
        jobs = jobs.filter(line__upt_order=part)
    workshops = lock(set(jobs.values_list("loom__workshop", flat=True)))
    # Read once nobody else can begin or move one.
    return list(jobs.select_related("loom").order_by("pk")), workshops


@transaction.atomic
def confirm(order):
    """The order is paid: its jobs are there to be begun."""
    jobs, _workshops = jobs_of_order(order)
    for job in jobs:
        # Begun before the bank took the first payment back.
        if job.status != JobStatus.STARTED:
            JOBS.move(job, JobStatus.QUEUED)


@transaction.atomic
def hold(order):
    """The payment was taken back: jobs not begun wait for the next one, in their place."""
    jobs, _workshops = jobs_of_order(order)
    for job in jobs:
        if job.status == JobStatus.QUEUED:
            JOBS.move(job, JobStatus.RESERVED)


@transaction.atomic
def release(order, part=None, *, actor=None, reason=""):
    """Give the looms back that an order, or one `part` of it, no longer needs, once."""
    jobs, workshops = jobs_of_order(order, part)
    for job in jobs:
        JOBS.move(job, JobStatus.CANCELLED, actor=actor, reason=reason)
    for workshop in workshops.values():
        write(workshop)


@transaction.atomic
def rebook(lines) -> bool:
    """Late money: new places for the made-to-order lines of a cancelled order, if each still leaves by its day.

    `lines` come with `product` and `upt_order`. Returns False, with nothing booked, where one does not.
    """
    wanted = defaultdict(list)
    for line in lines:
        wanted[line.product.workshop_id].append(line)
    for workshop in lock(wanted).values():
        queue = read(workshop)
        for line in wanted[workshop.pk]:
            begins = turns_to(workshop.upt, queue.days)
            slots = queue.take_many(line.quantity, line.product.lead_time_days, begins)
            if not slots or leaves_on(slots, queue.days) > line.upt_order.ships_on:
                return False
            book(line.product, line, slots)
        write(workshop)
    return True


def has_begun(part) -> bool:
    """Whether work has begun on any piece of this part of an order, whose workshops are locked."""
    jobs = Job.objects.filter(line__upt_order=part)
    return jobs.filter(status__in=(JobStatus.STARTED, JobStatus.FINISHED)).exists()


# --- At the loom ------------------------------------------------------------------------------------------------------
@transaction.atomic
def start(job, *, actor):
    """Work begins. Returns False if it had begun; refused while the order is not paid."""
    job = _locked(job)
    if not JOBS.move(job, JobStatus.STARTED, actor=actor, also=()):
        return False
    Job.objects.filter(pk=job.pk).update(step=1)
    return True


@transaction.atomic
def next_step(job, step: int, *, actor=None):
    """The piece has come to that step (from 1) of its workshop's steps. Returns False if it was there."""
    job = _locked(job)
    steps = job.loom.workshop.steps
    if job.status != JobStatus.STARTED or not 0 < step <= max(len(steps), 1):
        raise TransitionRefused(_("Langkah ini belum dapat dicatat."))
    return bool(Job.objects.filter(pk=job.pk).exclude(step=step).update(step=step))


@transaction.atomic
def finish(job, *, actor):
    """The piece is done; its loom is free for the next, whatever day was planned. Returns False if it was done."""
    job = _locked(job)
    today = today_at(job.loom.workshop.upt)
    job.finished_on = today
    if not JOBS.move(job, JobStatus.FINISHED, actor=actor, also=("finished_on",)):
        return False
    write(lock([job.loom.workshop_id])[job.loom.workshop_id])
    return True


@transaction.atomic
def finish_pieces(sent: dict[int, int], *, actor=None):
    """So many pieces of each line, by its key, have left the UPT: as many jobs are done, whatever was noted before."""
    for line, count in sent.items():
        jobs = Job.objects.filter(line=line)
        begun_first = jobs.filter(status__in=(JobStatus.STARTED, JobStatus.QUEUED)).order_by(
            Case(When(status=JobStatus.STARTED, then=0), default=1), "first_day", "pk"
        )
        for job in begun_first[: max(count - jobs.filter(status=JobStatus.FINISHED).count(), 0)]:
            finish(job, actor=actor)


def _locked(job):
    """The job, with its workshop's row locked first."""
    workshop_id = Loom.objects.values_list("workshop", flat=True).get(jobs=job.pk)
    lock([workshop_id])
    return Job.objects.select_related("loom__workshop__upt").get(pk=job.pk)
