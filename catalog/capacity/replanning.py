"""Changing what was planned: a job moved or delayed, a loom that stands still, days that a workshop closes.

Every change lays the looms' jobs anew (`catalog.capacity.layout`) and tells the orders whose jobs moved. The rows are
locked in the order of all workflows: orders first, then the workshop.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.capacity import layout, looms
from catalog.capacity.layout import NoDaysLeft, Place
from catalog.capacity.models import Job, JobStatus, Loom, LoomOutage
from catalog.capacity.models.looms import OPEN_JOBS
from catalog.capacity.signals import jobs_may_move, jobs_moved
from catalog.promises import today_at
from upt_accounts.states.machine import record

A_DAY = timedelta(days=1)
FURTHEST = timedelta(days=366)
TRIES = 5
# The field under which the history of a job keeps where it stood.
PLACE = "place"


class PlanRefused(Exception):
    """The plan cannot become so; the text can be shown to a person."""


@dataclass(frozen=True)
class _Outcome:
    """A plan that was written: jobs that changed their days, and of them those past their promise by it."""

    moved: list
    made_late: list


# --- What staff do ---------------------------------------------------------------------------------------------------
@transaction.atomic
def move(job, loom, first_day: date, *, actor, reason, may_delay_others=False):
    """Put a job that has not begun on a loom of its workshop from that day on; what stands there gives way.

    `job` is the row as the person saw it. Returns the jobs that changed their days; refused, in words, when somebody
    else moved it meanwhile, or when others would come late by it and that was not allowed.
    """
    seen = (job.loom_id, job.first_day)
    workshop = _locked_workshop(job)
    now = _fresh(job)
    if (now.loom_id, now.first_day) == (loom.pk, first_day):
        return []
    _refuse_unless_movable(now, seen)
    target = _loom_to_use(loom, workshop)
    plan = _Plan(workshop)
    _refuse_day(plan, first_day)
    plan.insert(now, target, first_day)
    outcome = plan.write(actor=actor, reason=reason)
    others = [one for one in outcome.made_late if one.pk != now.pk]
    if others and not may_delay_others:
        raise PlanRefused(
            _("Dengan ini pekerjaan lain lewat dari janjinya: %(jobs)s. Pilih hari lain, atau izinkan itu.")
            % {"jobs": ", ".join(_in_words(one) for one in others)}
        )
    return outcome.moved


@transaction.atomic
def delay(job, last_day: date, *, actor, reason):
    """The piece will be done on that day instead; its loom is held until then, what follows gives way.

    Returns the jobs that changed their days, none where it ends on that day already.
    """
    seen = (job.loom_id, job.first_day)
    workshop = _locked_workshop(job)
    now = _fresh(job)
    if now.last_day == last_day:
        return []
    _refuse_if_elsewhere(now, seen)
    _refuse_if_ended(now)
    plan = _Plan(workshop)
    _refuse_day(plan, last_day)
    plan.stretch(now, last_day)
    return plan.write(actor=actor, reason=reason).moved


@transaction.atomic
def set_out(loom, first: date, last: date, reason, *, actor=None):
    """That loom makes nothing from `first` to `last`: what it makes takes longer, what waits gives way.

    Returns the outage and the jobs that changed their days.
    """
    if last < first:
        raise PlanRefused(_("Hari terakhir tidak boleh sebelum hari pertama."))
    if last - first > FURTHEST:
        raise PlanRefused(_("Paling lama setahun. Alat yang tidak kembali ditandai tidak dipakai."))
    workshop = _locked([loom.workshop_id])[loom.workshop_id]
    if LoomOutage.objects.filter(loom=loom, first_day__lte=last, last_day__gte=first).exists():
        raise PlanRefused(_("Alat ini sudah dicatat berhenti pada hari-hari itu."))
    outage = LoomOutage.objects.create(loom=loom, first_day=first, last_day=last, reason=reason)
    return outage, _Plan(workshop).write(actor=actor, reason=reason).moved


@transaction.atomic
def end_outage(outage, *, actor=None):
    """The loom works again from today. Returns the jobs that changed their days; late ones move up."""
    loom = Loom.objects.get(pk=outage.loom_id)
    workshop = _locked([loom.workshop_id])[loom.workshop_id]
    today = today_at(workshop.upt)
    rows = LoomOutage.objects.filter(pk=outage.pk)
    if outage.first_day >= today:
        rows.delete()
    else:
        rows.filter(last_day__gte=today).update(last_day=today - A_DAY)
    reason = _("%(loom)s dipakai lagi") % {"loom": loom.name}
    return _Plan(workshop).write(actor=actor, reason=reason).moved


@transaction.atomic
def replan(workshop_ids, reason, *, actor=None):
    """Bring the jobs of these workshops into working days again; returns those that changed their days."""
    moved = []
    for workshop in _locked(workshop_ids).values():
        moved += _Plan(workshop).write(actor=actor, reason=reason).moved
    return moved


# --- Locks -----------------------------------------------------------------------------------------------------------
def _locked(workshop_ids):
    """The workshops' rows, with all that hangs on their jobs locked before; once more where an order came between."""
    for _try in range(TRIES):
        here = transaction.savepoint()
        lines = lock_orders(workshop_ids)
        workshops = looms.lock(workshop_ids)
        if _lines_of(workshop_ids) <= lines:
            transaction.savepoint_commit(here)
            return workshops
        transaction.savepoint_rollback(here)
    raise PlanRefused(_("Antrean bengkel ini sedang banyak berubah. Silakan coba lagi."))


def lock_orders(workshop_ids, more=frozenset()):
    """Have all that hangs on the open jobs of these workshops locked, and on `more` lines; returns the jobs' lines."""
    lines = _lines_of(workshop_ids)
    jobs_may_move.send(Job, lines=lines | more)
    return lines


def _lines_of(workshop_ids):
    jobs = Job.objects.filter(loom__workshop__in=workshop_ids, status__in=OPEN_JOBS, line__isnull=False)
    return set(jobs.values_list("line", flat=True))


def _locked_workshop(job):
    workshop_id = Loom.objects.values_list("workshop", flat=True).get(jobs=job.pk)
    return _locked([workshop_id])[workshop_id]


def _fresh(job):
    return Job.objects.select_related("loom", "product").get(pk=job.pk)


# --- Refusals --------------------------------------------------------------------------------------------------------
def _refuse_unless_movable(job, seen):
    _refuse_if_elsewhere(job, seen)
    _refuse_if_ended(job)
    if job.status == JobStatus.STARTED:
        raise PlanRefused(_("Pekerjaan ini sudah dimulai, jadi tetap di alatnya. Yang dapat diubah harinya."))


def _refuse_if_elsewhere(job, seen):
    if (job.loom_id, job.first_day) != seen:
        raise PlanRefused(
            _("Pekerjaan ini baru saja dipindahkan: sekarang di %(loom)s, mulai %(day)s. Periksa dulu.")
            % {"loom": job.loom.name, "day": date_format(job.first_day, "j F Y")}
        )


def _refuse_if_ended(job):
    if job.status not in OPEN_JOBS:
        raise PlanRefused(
            _("Pekerjaan ini sudah tidak mengantre: %(state)s.") % {"state": job.get_status_display().lower()}
        )


def _loom_to_use(loom, workshop):
    found = Loom.objects.filter(pk=loom.pk, workshop=workshop, is_active=True).first()
    if found is None:
        raise PlanRefused(_("Alat itu tidak dipakai di bengkel ini."))
    return found


def _refuse_day(plan, day):
    if day < plan.today:
        raise PlanRefused(_("Hari itu sudah lewat."))
    if day > plan.today + FURTHEST:
        raise PlanRefused(_("Paling jauh setahun dari hari ini."))
    if not plan.days.includes(day):
        raise PlanRefused(_("Hari itu bengkel tidak bekerja. Pilih hari kerja."))


def _in_words(job):
    return _("%(product)s di %(loom)s") % {"product": job.product.title, "loom": job.loom.name}


# --- The plan --------------------------------------------------------------------------------------------------------
class _Plan:
    """The jobs of a locked workshop, loom by loom in their order, until they are laid and written."""

    def __init__(self, workshop):
        self.workshop = workshop
        self.today = today_at(workshop.upt)
        self.days = looms.days_of(workshop)
        jobs = Job.objects.filter(loom__workshop=workshop, status__in=OPEN_JOBS)
        self.jobs = {
            job.pk: job for job in jobs.select_related("loom", "product").order_by("first_day", "pk")
        }
        self.rows = defaultdict(list)
        for job in self.jobs.values():
            self.rows[job.loom_id].append(self._place(job))
        self.outages = defaultdict(list)
        for outage in LoomOutage.objects.filter(loom__workshop=workshop).order_by("first_day"):
            self.outages[outage.loom_id].append((outage.first_day, outage.last_day))

    def _place(self, job):
        """What was to begin by now is taken as begun: not every loom has somebody who notes it."""
        begun = job.status == JobStatus.STARTED or job.first_day <= self.today
        return Place(job.pk, job.first_day, job.last_day, job.work_days, job.promised_day, begun)

    def insert(self, job, loom, day):
        """Take a job out of its row and put it before all that would still be made on that day or later."""
        self.rows[job.loom_id] = [place for place in self.rows[job.loom_id] if place.key != job.pk]
        row = self.rows[loom.pk]
        begun = max((index + 1 for index, place in enumerate(row) if place.has_begun), default=0)
        later = (index for index, place in enumerate(row) if index >= begun and place.last >= day)
        at = next(later, len(row))
        if any(first <= day <= last for first, last in self.outages[loom.pk]):
            raise PlanRefused(_("%(loom)s berhenti pada hari itu. Pilih hari lain.") % {"loom": loom.name})
        under_way = [place for place in row[:at] if place.last >= day]
        if under_way:
            raise PlanRefused(
                _("%(loom)s masih dipakai sampai %(day)s. Pilih hari sesudahnya.")
                % {"loom": loom.name, "day": date_format(under_way[-1].last, "j F Y")}
            )
        last = self.days.add(day, job.work_days - 1)
        # The day that was chosen stands, whatever the promise would rather have.
        row.insert(
            at, Place(job.pk, day, last, job.work_days, max(last, job.promised_day), day <= self.today)
        )

    def stretch(self, job, last):
        """Give a job as many working days as end on that day."""
        row = self.rows[job.loom_id]
        at = next(index for index, place in enumerate(row) if place.key == job.pk)
        length = layout.work_days_until(row[at], last, self.outages[job.loom_id], self.days)
        if length < 1:
            raise PlanRefused(
                _("Hari itu alat ini tidak bekerja. Pilih hari kerja sesudah pekerjaan dimulai.")
            )
        # Held where it stands: a late one would otherwise move up and end before the day that was named.
        row[at] = Place(job.pk, job.first_day, last, length, max(last, job.promised_day), row[at].has_begun)

    def write(self, *, actor, reason):
        """Lay all looms anew and save what changed."""
        try:
            laid = {
                loom: layout.lay(row, self.outages[loom], self.days, self.today)
                for loom, row in self.rows.items()
            }
        except NoDaysLeft as error:
            raise PlanRefused(_("Untuk semua pekerjaan tidak ada cukup hari kerja lagi.")) from error
        moved, made_late = [], []
        for loom, row in laid.items():
            for place in row:
                job = self.jobs[place.key]
                if place.last > job.promised_day and place.last > job.last_day:
                    made_late.append(job)
                if self._save(job, loom, place, actor, reason):
                    moved.append(job)
        looms.write(self.workshop)
        lines = {job.line_id for job in moved if job.line_id}
        if lines:
            jobs_moved.send(Job, lines=lines, reason=reason, actor=actor)
        return _Outcome(moved, made_late)

    def _save(self, job, loom, place, actor, reason):
        stood = (job.loom_id, job.first_day, job.last_day)
        if stood == (loom, place.first, place.last):
            return False
        job.loom_id, job.first_day, job.last_day = loom, place.first, place.last
        job.work_days = place.work_days
        job.save(update_fields=["loom", "first_day", "last_day", "work_days"])
        record(
            job,
            _stand(*stood),
            _stand(loom, place.first, place.last),
            field=PLACE,
            actor=actor,
            reason=reason,
        )
        return True


def _stand(loom, first, last):
    return f"{loom} {first.isoformat()} {last.isoformat()}"
