"""The only ways in which closed days change: what hangs on them changes along, or they are refused in words."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.capacity.models import Batch, Closure, Job, PickupWindow
from catalog.capacity.models.looms import OPEN_JOBS
from catalog.capacity.replanning import PlanRefused, lock_orders, replan
from catalog.capacity.signals import days_closed, goods_leaving
from upt_accounts.states.machine import history, record

FURTHEST = timedelta(days=366)
NAMED = 4
# The field under which the history of a batch keeps that a closure took its day.
CLOSED_BY = "closed_by"


@transaction.atomic
def add(closure: Closure, *, actor=None) -> list:
    """Close these days. Returns the jobs that changed theirs.

    Raises PlanRefused while goods of a day's batch are sold for them, or where the span makes no sense.
    """
    _refuse_senseless(closure)
    # Orders are locked before the days of the oven, and those before the looms.
    lock_orders(_workshops(closure), _lines_leaving(closure))
    _refuse_fetched(closure)
    batches = _batches(closure).select_for_update(of=("self",)).order_by("product_id", "day")
    _refuse_sold([batch for batch in batches if batch.taken])
    closure.save()
    for batch in batches:
        _close(batch, closure, actor)
    moved = replan(_workshops(closure), closure.reason, actor=actor)
    days_closed.send(Closure, closure=closure, actor=actor)
    return moved


@transaction.atomic
def change(closure: Closure, *, actor=None) -> list:
    """Save a closure whose days, place or reason were changed. Returns the jobs that changed their days."""
    before = Closure.objects.select_for_update().get(pk=closure.pk)
    lock_orders(_workshops(before) | _workshops(closure), _lines_leaving(closure))
    _open_again(before, actor)
    concerned = _workshops(before)
    moved = {job.pk: job for job in add(closure, actor=actor)}
    moved |= {job.pk: job for job in replan(concerned, closure.reason, actor=actor)}
    return list(moved.values())


@transaction.atomic
def delete(closure: Closure, *, actor=None) -> list:
    """Work on these days after all. Returns the jobs that changed their days: never to later ones."""
    lock_orders(_workshops(closure))
    _open_again(closure, actor)
    concerned = _workshops(closure)
    reason = _("Tidak jadi tutup: %(reason)s") % {"reason": closure.reason}
    Closure.objects.filter(pk=closure.pk).delete()
    return replan(concerned, reason, actor=actor)


def _refuse_senseless(closure):
    if closure.last_day < closure.first_day:
        raise PlanRefused(_("Hari terakhir tidak boleh sebelum hari pertama."))
    if closure.last_day - closure.first_day > FURTHEST:
        raise PlanRefused(_("Paling lama setahun."))


def _refuse_sold(sold):
    if not sold:
        return
    named = ", ".join(
        _("%(product)s %(day)s (%(count)d)")
        % {"product": batch.product.title, "day": date_format(batch.day, "j M"), "count": batch.taken}
        for batch in sold[:NAMED]
    )
    more = _(" dan %(count)d lagi") % {"count": len(sold) - NAMED} if len(sold) > NAMED else ""
    raise PlanRefused(
        _("Untuk hari itu sudah ada pesanan: %(named)s. Serahkan atau batalkan dulu pesanannya.")
        % {"named": named + more}
    )


def _refuse_fetched(closure):
    """Who comes for their goods on a day on which the whole UPT is closed would stand before its gate."""
    if closure.workshop_id:
        return
    upt = Q(outlet__upt=closure.upt_id) if closure.upt_id else Q()
    days = Q(day__range=(closure.first_day, closure.last_day), day__gte=timezone.now().date())
    booked = PickupWindow.objects.filter(upt, days, taken__gt=0).order_by("day").first()
    if booked:
        raise PlanRefused(
            _(
                "Pada %(day)s ada pembeli yang datang mengambil pesanannya. Pilih hari lain, atau hubungi mereka dulu."
            )
            % {"day": date_format(booked.day, "j F Y")}
        )


def _lines_leaving(closure):
    return set().union(*(lines for _receiver, lines in goods_leaving.send(Closure, closure=closure)))


def _workshops(closure):
    """Keys of the workshops with open jobs that it concerns."""
    looms = Q(loom__workshop=closure.workshop_id) if closure.workshop_id else Q()
    upt = Q(loom__workshop__upt=closure.upt_id) if closure.upt_id else Q()
    jobs = Job.objects.filter(looms, upt, status__in=OPEN_JOBS)
    return set(jobs.values_list("loom__workshop", flat=True))


def _batches(closure):
    """The batches of its days that are still ahead."""
    place = Q(product__workshop=closure.workshop_id) if closure.workshop_id else Q()
    upt = Q(product__upt=closure.upt_id) if closure.upt_id else Q()
    days = Q(day__range=(closure.first_day, closure.last_day), day__gte=timezone.now().date())
    return Batch.objects.filter(place, upt, days).select_related("product")


def _close(batch, closure, actor):
    """No orders for that day any more; a batch that staff closed before stays theirs."""
    if batch.closed_at is None:
        Batch.objects.filter(pk=batch.pk).update(closed_at=timezone.now())
        record(batch, "", str(closure.pk), field=CLOSED_BY, actor=actor, reason=closure.reason)


def _open_again(closure, actor):
    """Take orders again for the days that this closure took, while their hour is not past."""
    now = timezone.now()
    closed = _batches(closure).filter(closed_at__isnull=False, order_by__gt=now)
    for batch in closed.order_by("product_id", "day"):
        last = history(batch).filter(field=CLOSED_BY).order_by("pk").last()
        if last and last.new == str(closure.pk):
            Batch.objects.filter(pk=batch.pk).update(closed_at=None)
            record(batch, last.new, "open", field=CLOSED_BY, actor=actor)
