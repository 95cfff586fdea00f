"""Promises that move: when pieces will be done later, or sooner again, the part's days follow and the buyer is told."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver

from catalog.capacity import looms
from catalog.capacity.models import Job
from catalog.capacity.models.looms import OPEN_JOBS
from catalog.capacity.signals import days_closed, goods_leaving, jobs_may_move, jobs_moved
from catalog.models import Availability
from catalog.promises import PACKING_DAYS
from orders import workflow
from orders.models import Line, Order, UptOrder
from orders.querysets import OPEN
from upt_accounts.models import Workshop
from upt_accounts.states.models import StateChange


@receiver(jobs_may_move, dispatch_uid="orders lock before looms")
def lock_orders(sender, lines, **kwargs):
    """Every workflow locks the order before the workshop; of several orders all take them by their keys."""
    list(Order.objects.select_for_update(of=("self",)).filter(pk__in=_orders_of(lines)).order_by("pk"))


def _orders_of(lines):
    return UptOrder.objects.filter(lines__in=lines).values("order")


@receiver(jobs_moved, dispatch_uid="orders follow their jobs")
def follow(sender, lines, reason, actor, **kwargs):
    """Bring the promised days of the parts whose jobs moved in line with them."""
    parts = UptOrder.objects.filter(
        pk__in=UptOrder.objects.filter(lines__in=lines).values("pk"), status__in=OPEN
    )
    found = list(parts.select_related("order", "upt", "service").order_by("pk"))
    leaving = _leaving(found)
    for part in found:
        if part.pk in leaving:
            _move(part, leaving[part.pk], actor=actor, reason=reason)


def _leaving(parts):
    """By part, the day on which all its pieces can leave as the looms' plan stands."""
    ends, calendars = defaultdict(list), {}
    jobs = Job.objects.filter(line__upt_order__in=parts, status__in=OPEN_JOBS)
    for job in jobs.select_related("line", "loom__workshop"):
        workshop = job.loom.workshop
        calendar = calendars.setdefault(workshop.pk, looms.days_of(workshop))
        ends[job.line.upt_order_id].append(calendar.add(job.last_day, PACKING_DAYS))
    return {part: max(days) for part, days in ends.items()}


def _move(part, leaves, *, actor, reason):
    """A later day always; a sooner one only as far as the day that was promised first."""
    day = leaves if leaves > part.ships_on else min(part.ships_on, max(leaves, part.first_ships_on))
    workflow.reschedule(part, day, part.arrival_if_sent(day), actor=actor, reason=reason)


# --- What lies ready -------------------------------------------------------------------------------------------------
def _ready_parts(closure):
    """Parts from the shelf that were to leave on its days; who has a window comes when they booked."""
    place = {}
    if closure.workshop_id:
        place["lines__product__workshop"] = closure.workshop_id
    elif closure.upt_id:
        place["upt"] = closure.upt_id
    days = (closure.first_day, closure.last_day)
    parts = UptOrder.objects.filter(
        promise=Availability.READY, status__in=OPEN, ships_on__range=days, window=None, **place
    )
    return parts.distinct()


@receiver(goods_leaving, dispatch_uid="what lies ready leaves on working days")
def lines_leaving(sender, closure, **kwargs):
    return set(Line.objects.filter(upt_order__in=_ready_parts(closure)).values_list("pk", flat=True))


@receiver(days_closed, dispatch_uid="what lies ready leaves after closed days")
def leave_after(sender, closure, actor, **kwargs):
    """It goes on the first day on which its workshops work again."""
    for part in _ready_parts(closure).select_related("order", "upt", "service").order_by("pk"):
        workshops = Workshop.objects.filter(products__line__upt_order=part).distinct()
        calendars = [looms.days_of(workshop) for workshop in workshops]
        day = max((calendar.first_from(part.ships_on) for calendar in calendars), default=part.ships_on)
        workflow.reschedule(part, day, part.arrival_if_sent(day), actor=actor, reason=closure.reason)


# --- To tell ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Move:
    """A promised day that moved."""

    before: date
    now: date
    reason: str

    @property
    def is_later(self):
        return self.now > self.before


def moves_of(parts) -> dict[int, list[Move]]:
    """How the promised days of these parts moved, by key, latest first; in one query."""
    changes = StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(UptOrder),
        object_id__in=[part.pk for part in parts],
        field="ships_on",
    )
    moves = {part.pk: [] for part in parts}
    for change in changes.order_by("-at", "-pk"):
        days = map(date.fromisoformat, (change.old, change.new))
        moves[change.object_id].append(Move(*days, change.reason))
    return moves


def last_reason(part):
    """Why the promised day of a part moved last, to be read along with it."""
    of_parts = ContentType.objects.get_for_model(UptOrder)
    changes = StateChange.objects.filter(content_type=of_parts, object_id=part, field="ships_on")
    return changes.order_by("-at", "-pk").values("reason")[:1]
