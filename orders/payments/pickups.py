"""What the worker does about goods to fetch: a reminder the evening before, and an end to what nobody fetched."""

import logging
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from catalog.capacity.models import NoShow
from catalog.capacity.pickup import ends_at
from orders import fetching, mails, workflow
from orders.models import UptOrder, UptOrderStatus
from orders.payments import refunds
from orders.payments.models import RefundCase
from upt_accounts.states.machine import TransitionRefused

logger = logging.getLogger(__name__)
# From this hour of the day before, where the UPT is.
EVENING = 17


def remind_due() -> int:
    """Write to whoever fetches tomorrow, once; returns how many are told now."""
    now = timezone.now()
    tomorrow_somewhere = [now.date(), now.date() + timedelta(days=2)]
    parts = _awaited(fetching.AWAITED).filter(window__day__range=tomorrow_somewhere)
    return sum(_remind(part) for part in parts if _is_the_evening_before(part.window, now))


def _awaited(statuses):
    paid = UptOrder.objects.filter(order__paid_at__isnull=False, order__cancel_reason="", status__in=statuses)
    return paid.exclude(window=None).select_related("order", "window__outlet__upt").order_by("pk")


def _is_the_evening_before(window, now):
    local = now.astimezone(ZoneInfo(window.outlet.upt.time_zone))
    return local.hour >= EVENING and window.day == local.date() + timedelta(days=1)


@transaction.atomic
def _remind(part):
    order = workflow.lock(part.order)
    part.refresh_from_db(fields=["status"])
    if part.status not in fetching.AWAITED or order.cancel_reason or order.paid_at is None:
        return False
    return mails.tell_buyer(order, mails.Event.PICKUP_REMINDER, part)


def end_missed() -> Counter:
    """End what was ready and nobody fetched in the outlet's days, by the outlet's rule. Counts by outcome."""
    now, outcomes = timezone.now(), Counter()
    for part in _awaited([UptOrderStatus.READY_FOR_PICKUP]).filter(
        window__day__lte=now.date() + timedelta(days=1)
    ):
        if kept_until(part.window) < now:
            outcomes[_end(part)] += 1
    return outcomes


def kept_until(window):
    return ends_at(window) + timedelta(days=window.outlet.keeps_days)


def _end(part):
    gives_back = part.window.outlet.no_show == NoShow.REFUND
    try:
        workflow.end_unfetched(part, owe=_owe if gives_back else None)
    except TransitionRefused as refusal:
        # Without a payment to give back there is nothing to do by rule; the part stays in the petugas's list.
        logger.error("%s was not fetched and cannot be ended: %s", part.number, refusal)
        return "failed"
    return "refunded" if gives_back else "forfeited"


def _owe(part, amount):
    refunds.open_for(part, amount, reason=RefundCase.Reason.NO_SHOW)
