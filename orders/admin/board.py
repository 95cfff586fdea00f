"""What happens today and tomorrow where a petugas works: who comes, what is baked, what begins and ends on looms."""

from dataclasses import dataclass, field

from django.db.models import F, Q
from django.utils.translation import gettext as _

from catalog.capacity.models import Batch, Job, JobStatus
from catalog.days import weekday
from catalog.promises import today_at
from orders import fetching
from orders.models import UptOrder, UptOrderStatus
from orders.querysets import today_at_upt
from upt_accounts import access

SIGNS_SHOWN = 2


@dataclass
class Slot:
    """A window in which somebody comes; `comers` are the parts to hand out in it."""

    window: object
    comers: list = field(default_factory=list)

    @property
    def waiting(self):
        return sum(part.status in fetching.AWAITED for part in self.comers)


def board_of(mine):
    """For the first page, in three queries however much there is."""
    return {
        "pickups": _pickups(mine),
        "ovens": _ovens(mine),
        "at_looms": list(_jobs(mine)),
    }


# --- Who comes -------------------------------------------------------------------------------------------------------
def _pickups(mine):
    """Today and tomorrow: [(day in words, [Slot])], without days on which nobody comes."""
    parts = mine.rows(access.CHANGE, UptOrder.objects.to_hand_out(0, 1))
    parts = parts.select_related("order", "window__outlet__upt").order_by(
        "window__day", "window__opens", "window__outlet__name", "order__contact_name", "pk"
    )
    days = {}
    for part in parts:
        part.code_end = part.pickup_code[-SIGNS_SHOWN:]
        part.is_gone = part.status == UptOrderStatus.DELIVERED
        slots = days.setdefault(_in_words(part.window.day, part.window.outlet.upt), {})
        slots.setdefault(part.window_id, Slot(part.window)).comers.append(part)
    return [(words, list(slots.values())) for words, slots in days.items()]


def _in_words(day, upt):
    ahead = (day - today_at(upt)).days
    return {0: _("hari ini"), 1: _("besok")}.get(ahead) or weekday(day)


# --- The oven --------------------------------------------------------------------------------------------------------
def _ovens(mine):
    """Today and tomorrow: [(day in words, [Batch], ordered, made)]."""
    batches = mine.rows(access.CHANGE, Batch.objects.all()).ahead(0, 1)
    days = {}
    for batch in batches.select_related("product__upt").order_by("day", "-taken", "product__title"):
        days.setdefault(_in_words(batch.day, batch.product.upt), []).append(batch)
    return [
        (words, rows, sum(row.taken for row in rows), sum(row.planned for row in rows))
        for words, rows in days.items()
    ]


# --- The looms -------------------------------------------------------------------------------------------------------
def _jobs(mine):
    """Paid work that should begin today, or be done by today: late ones first."""
    today = today_at_upt("loom__workshop__upt__")
    due = Q(status=JobStatus.QUEUED, first_day__lte=F("today")) | Q(
        status=JobStatus.STARTED, last_day__lte=F("today")
    )
    jobs = mine.rows(access.CHANGE, Job.objects.annotate(today=today).filter(due))
    for job in jobs.select_related("loom__workshop", "product").order_by("last_day", "pk"):
        job.begins = job.status == JobStatus.QUEUED
        job.is_late = (job.first_day if job.begins else job.last_day) < job.today
        yield job
