"""What the lines of an order hold, given back or taken again: pieces of shelf and batch, places on looms, windows."""

from django.db import transaction
from oscar.apps.order.exceptions import UnableToPlaceOrder

from catalog.capacity import looms, oven, pickup
from catalog.capacity.models import Batch, Job
from catalog.models import Availability
from upt_accounts import stock
from upt_accounts.models import StockRecord


def give_back(order, part=None, *, actor=None, reason=""):
    """Release all that the lines of a locked order, or of one `part` of it, hold.

    The caller makes sure that it happens once.
    """
    lines = order.lines.filter(upt_order=part) if part else order.lines.all()
    for line in _in_lock_order(lines):
        if line.supply == Availability.READY:
            stock.release(line.stockrecord, line.num_allocated)
            line.num_allocated = 0
            line.save(update_fields=["num_allocated"])
    for line in _of_the_oven(lines):
        oven.release(line.batch, line.quantity)
    looms.release(order, part, actor=actor, reason=reason)
    for fetched in _to_be_fetched(order, part):
        pickup.release(fetched.window)


def hold_still(part):
    """Lock what `give_back` would of a part, in its order, for who has to look at it before deciding."""
    lines = part.lines.order_by()
    records = StockRecord.objects.select_for_update(of=("self",)).order_by("pk")
    list(records.filter(pk__in=lines.filter(supply=Availability.READY).values("stockrecord")))
    batches = Batch.objects.select_for_update(of=("self",)).order_by("product_id", "day")
    list(batches.filter(pk__in=lines.filter(batch__isnull=False).values("batch")))
    looms.lock(set(Job.objects.filter(line__upt_order=part).values_list("loom__workshop", flat=True)))


def take_again(order) -> bool:
    """Reserve once more what a cancelled order had, for the same days; False, with nothing taken, if some is gone."""
    try:
        with transaction.atomic():
            _take(order)
    except UnableToPlaceOrder:
        return False
    return True


def _take(order):
    for line in _in_lock_order(order.lines):
        if line.supply == Availability.READY:
            line.stockrecord.allocate(line.quantity)
            line.num_allocated = line.quantity
            line.save(update_fields=["num_allocated"])
    for line in _of_the_oven(order.lines):
        if not oven.take_again(line.batch, line.quantity):
            raise UnableToPlaceOrder
    made = order.lines.filter(supply=Availability.MADE_TO_ORDER).select_related("product__upt", "upt_order")
    if not looms.rebook(made.order_by("pk")):
        raise UnableToPlaceOrder
    if not all(pickup.take_again(part.window) for part in _to_be_fetched(order)):
        raise UnableToPlaceOrder


def _in_lock_order(lines):
    """Every transaction takes stock records in the same order, so that none waits for another in a ring."""
    return lines.select_related("stockrecord").order_by("stockrecord_id", "pk")


def _of_the_oven(lines):
    daily = lines.filter(supply=Availability.DAILY_BATCH).select_related("batch")
    return daily.order_by("batch__product_id", "batch__day")


def _to_be_fetched(order, part=None):
    """The parts with a window, in the order in which everybody books windows."""
    parts = order.upt_orders.filter(pk=part.pk) if part else order.upt_orders
    parts = parts.exclude(window=None).select_related("window__outlet__upt")
    return parts.order_by("window__outlet_id", "window__day", "window__opens")
