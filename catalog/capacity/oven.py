"""Dated batches: made ahead from the weekly plan, reserved by one conditional update, closed with what is left."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.capacity import looms
from catalog.capacity.models import Batch
from catalog.models import Availability, Product
from catalog.promises import today_at
from upt_accounts.models import Workshop
from upt_accounts.states.machine import record

# So many days of the oven exist as rows; the worker adds one day a day.
DAYS_AHEAD = 10


class BatchRefused(Exception):
    """The batch cannot become so; the text can be shown to a person."""


class PlanRefused(Exception):
    """The week cannot be planned so; `weekdays` maps each wrong weekday (0 is Monday) to what is wrong with it."""

    def __init__(self, weekdays):
        super().__init__(" ".join(weekdays.values()))
        self.weekdays = weekdays


def planned_on(product, day) -> int:
    return week_of(product)[day.weekday()]


def week_of(product) -> list[int]:
    """The numbers from Monday to Sunday of which days to come are made."""
    return product.week_plan or [product.daily_capacity or 0] * 7


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
def set_planned(batch, planned: int, *, actor=None) -> bool:
    """Change how many are made that day: never below what is ordered, never above what the workshop can make.

    Returns False if it was so many already. Raises BatchRefused.
    """
    workshop = batch.product.workshop
    if workshop:
        looms.lock([workshop.pk])
    batch = Batch.objects.select_for_update(of=("self",)).select_related("product").get(pk=batch.pk)
    if batch.is_closed:
        raise BatchRefused(_("Hari ini sudah ditutup."))
    if planned < batch.taken:
        raise BatchRefused(
            _("Sudah dipesan %(taken)d, jadi tidak dapat kurang dari itu.") % {"taken": batch.taken}
        )
    # Fewer is always possible, even where a workshop's capacity was lowered below its plans.
    if workshop and planned > batch.planned and (room := _room(workshop, batch)) < planned:
        raise BatchRefused(
            _("Bengkel ini sanggup %(all)d sehari; untuk produk ini tersisa %(room)d.")
            % {"all": workshop.capacity_per_day, "room": max(room, 0)}
        )
    if planned == batch.planned:
        return False
    Batch.objects.filter(pk=batch.pk).update(planned=planned)
    record(batch, str(batch.planned), str(planned), field="planned", actor=actor)
    return True


def _room(workshop, batch):
    others = Batch.objects.filter(product__workshop=workshop, day=batch.day).exclude(pk=batch.pk)
    return workshop.capacity_per_day - (others.aggregate(sum=Sum("planned"))["sum"] or 0)


@transaction.atomic
def close(batch, *, at=None, actor=None) -> bool:
    """No more orders for that day: what is left goes to the UPT's own shop. Returns False if it was closed."""
    if not Batch.objects.filter(pk=batch.pk, closed_at=None).update(closed_at=at or timezone.now()):
        return False
    record(batch, "open", "closed", field="closed_at", actor=actor)
    return True


def close_due() -> int:
    """Close the batches whose hour is past; returns how many."""
    now = timezone.now()
    return Batch.objects.filter(closed_at=None, order_by__lte=now).update(closed_at=now)


# --- The plan --------------------------------------------------------------------------------------------------------
def first_unopened(upt) -> date:
    """The first day whose batches are not there yet: changed plans and hours count from then on."""
    return today_at(upt) + timedelta(days=DAYS_AHEAD + 1)


@transaction.atomic
def set_week_plan(product, numbers: list[int], *, actor=None) -> bool:
    """So many from Monday to Sunday, from `first_unopened` on; all of a workshop within what it can make in a day.

    Returns False if that was the plan. Raises PlanRefused.
    """
    if product.workshop_id:
        looms.lock([product.workshop_id])
        _refuse_what_is_too_much(product, numbers)
    before = week_of(product)
    if numbers == before:
        return False
    Product.objects.filter(pk=product.pk).update(week_plan=numbers)
    record(product, _in_digits(before), _in_digits(numbers), field="week_plan", actor=actor)
    return True


def _refuse_what_is_too_much(product, numbers):
    daily = Product.objects.filter(workshop=product.workshop_id, availability=Availability.DAILY_BATCH)
    others = [week_of(other) for other in daily.exclude(pk=product.pk)]
    capacity, now = product.workshop.capacity_per_day, week_of(product)
    rooms = [capacity - sum(week[weekday] for week in others) for weekday in range(7)]
    wrong = {
        weekday: _("Bengkel ini sanggup %(all)d sehari; untuk produk ini tersisa %(room)d.")
        % {"all": capacity, "room": max(room, 0)}
        for weekday, (number, room) in enumerate(zip(numbers, rooms, strict=True))
        if number > room and number > now[weekday]
    }
    if wrong:
        raise PlanRefused(wrong)


def _in_digits(numbers):
    return " ".join(map(str, numbers))


@transaction.atomic
def set_order_by_hour(workshop, hour: int, *, actor=None) -> bool:
    """Until when orders for the next day are taken, from `first_unopened` on. Returns False if it was that hour."""
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if workshop.order_by_hour == hour:
        return False
    Workshop.objects.filter(pk=workshop.pk).update(order_by_hour=hour)
    record(workshop, str(workshop.order_by_hour), str(hour), field="order_by_hour", actor=actor)
    return True
