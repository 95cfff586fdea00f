"""Dated batches: made ahead from the weekly plan, reserved by one conditional update, closed with what is left."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.capacity import looms
from catalog.capacity.models import Batch
from catalog.models import Availability, Product
from catalog.promises import today_at

# So many days of the oven exist as rows; the worker adds one day a day.
DAYS_AHEAD = 10


class BatchRefused(Exception):
    """The batch cannot become so; the text can be shown to a person."""


def planned_on(product, day) -> int:
    return product.week_plan[day.weekday()] if product.week_plan else product.daily_capacity or 0


def order_by(product, day) -> datetime:
    """Until when orders for that day are taken: the workshop's hour of the day before, where the UPT is."""
    hour = product.workshop.order_by_hour if product.workshop_id else 20
    return datetime.combine(day - timedelta(days=1), time(hour), ZoneInfo(product.upt.time_zone))


def open_days(products=None) -> int:
    """Make the batches of the days ahead that are not there yet; returns how many. Safe to run at any moment."""
    products = Product.objects.all() if products is None else products
    daily = products.filter(availability=Availability.DAILY_BATCH).select_related("upt", "workshop")
    before = Batch.objects.count()
    Batch.objects.bulk_create(
        [batch for product in daily for batch in _days_of(product)], ignore_conflicts=True, batch_size=2000
    )
    return Batch.objects.count() - before


def _days_of(product):
    today = today_at(product.upt)
    for ahead in range(1, DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        yield Batch(
            product=product, day=day, planned=planned_on(product, day), order_by=order_by(product, day)
        )


def reserve(product, day, quantity) -> Batch | None:
    """Take pieces of that day in one conditional statement; None when not as many are left, or its hour is past."""
    batch = Batch.objects.filter(product=product, day=day)
    free = batch.taking_orders().filter(planned__gte=F("taken") + quantity)
    return batch.get() if free.update(taken=F("taken") + quantity) else None


def take_again(batch, quantity) -> bool:
    """Late money: the same pieces once more, while they are there and their hour is not past."""
    free = Batch.objects.taking_orders().filter(pk=batch.pk, planned__gte=F("taken") + quantity)
    return bool(free.update(taken=F("taken") + quantity))


def release(batch, quantity):
    """Give back reserved pieces; the caller makes sure it happens once."""
    Batch.objects.filter(pk=batch.pk).update(taken=F("taken") - quantity)


@transaction.atomic
def set_planned(batch, planned: int):
    """Change how many are made that day: never below what is ordered, never above what the workshop can make."""
    workshop = batch.product.workshop
    if workshop:
        looms.lock([workshop.pk])
    batch = Batch.objects.select_for_update(of=("self",)).select_related("product").get(pk=batch.pk)
    if batch.closed_at:
        raise BatchRefused(_("Hari ini sudah ditutup."))
    if planned < batch.taken:
        raise BatchRefused(
            _("Sudah dipesan %(taken)d, jadi tidak dapat kurang dari itu.") % {"taken": batch.taken}
        )
    if workshop and (room := _room(workshop, batch)) < planned:
        raise BatchRefused(
            _("Bengkel ini sanggup %(all)d sehari; untuk produk ini tersisa %(room)d.")
            % {"all": workshop.capacity_per_day, "room": max(room, 0)}
        )
    Batch.objects.filter(pk=batch.pk).update(planned=planned)


def _room(workshop, batch):
    others = Batch.objects.filter(product__workshop=workshop, day=batch.day).exclude(pk=batch.pk)
    return workshop.capacity_per_day - (others.aggregate(sum=Sum("planned"))["sum"] or 0)


@transaction.atomic
def close(batch, *, at=None) -> bool:
    """No more orders for that day: what is left goes to the UPT's own shop. Returns False if it was closed."""
    return bool(Batch.objects.filter(pk=batch.pk, closed_at=None).update(closed_at=at or timezone.now()))


def close_due() -> int:
    """Close the batches whose hour is past; returns how many."""
    now = timezone.now()
    return Batch.objects.filter(closed_at=None, order_by__lte=now).update(closed_at=now)
