"""Looms with jobs in their queue, days of the oven and closed days for the synthetic UPTs: from today on."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from catalog.capacity import looms, oven
from catalog.capacity.models import Closure, Job, JobStatus, Loom
from catalog.models import Availability, Product
from catalog.promises import today_at
from upt_accounts.models import Workshop

LOOMS, JOBS = 4, 12


@transaction.atomic
def load(workshops):
    """Add what is missing of these workshops."""
    _close([workshop.upt for workshop in workshops])
    bare = Workshop.objects.filter(pk__in=[workshop.pk for workshop in workshops], looms=None)
    Loom.objects.bulk_create(
        Loom(workshop=workshop, name=f"Alat {n + 1}") for workshop in bare for n in range(LOOMS)
    )
    goods = Product.objects.filter(workshop__in=workshops)
    woven = goods.filter(availability=Availability.MADE_TO_ORDER, workshop__looms__jobs=None)
    for product in woven.order_by("workshop_id", "pk").distinct("workshop_id"):
        fill(product, JOBS)
    oven.open_days(goods)


def fill(product, count):
    """So many jobs of that product more in the queue of its workshop, as long as there is room within a year."""
    workshop = looms.lock([product.workshop_id])[product.workshop_id]
    queue, begins = looms.read(workshop), today_at(workshop.upt)
    slots = [queue.take(product.lead_time_days, begins) for _each in range(count)]
    looms.book(product, None, [slot for slot in slots if slot])
    Job.objects.filter(product=product, status=JobStatus.RESERVED, line=None).update(status=JobStatus.QUEUED)
    looms.write(workshop)


def _close(upts):
    """A week in a month for every third UPT."""
    first = timezone.now().date() + timedelta(days=30)
    known = set(Closure.objects.filter(reason="Sintetis").values_list("upt", flat=True))
    Closure.objects.bulk_create(
        Closure(upt=upt, first_day=first, last_day=first + timedelta(days=6), reason="Sintetis")
        for upt in upts[::3]
        if upt.pk not in known
    )
