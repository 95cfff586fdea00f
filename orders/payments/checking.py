"""Asking Midtrans by ourselves: an abandoned payment page never sends a message, and messages get lost."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orders import workflow
from orders.models import CancelReason
from orders.payments import gateway
from orders.payments.applying import apply
from orders.payments.exceptions import GatewayRefused, GatewayUnavailable
from orders.payments.models import AttemptStatus, PaymentAttempt

OPEN = (AttemptStatus.PENDING, AttemptStatus.CHALLENGED)
# Midtrans promises news of an expiry within 90 seconds; before that we would be asking behind its back.
GRACE = timedelta(minutes=15)
SETTLING = timedelta(minutes=2)
UNKNOWN = 404


def reconcile() -> Counter:
    """Ask about every open attempt that was not asked about lately, and apply the answers. Counts by outcome."""
    now = timezone.now()
    waiting = PaymentAttempt.objects.filter(
        Q(checked_at__isnull=True, created_at__lt=now - SETTLING) | Q(checked_at__lt=now - SETTLING), status__in=OPEN
    )
    return Counter(_check(attempt) for attempt in waiting.select_related("order"))


def expire() -> Counter:
    """Cancel what ran out of time, but never what might have been paid: Midtrans is asked first. Counts by outcome."""
    late = PaymentAttempt.objects.filter(status__in=OPEN, expires_at__lt=timezone.now() - GRACE)
    return Counter(_expire(attempt) for attempt in late.select_related("order"))


def _check(attempt):
    try:
        return apply(attempt, gateway.status(attempt.midtrans_order_id), source="check")
    except GatewayRefused as refusal:
        return "not_chosen" if refusal.code == UNKNOWN else "refused"
    except GatewayUnavailable:
        return "unreachable"


def _expire(attempt):
    outcome = _check(attempt)
    if outcome == "not_chosen":
        return _give_up(attempt)
    if outcome not in ("pending", "denied"):
        return outcome
    try:
        gateway.expire(attempt.midtrans_order_id)
    except (GatewayRefused, GatewayUnavailable):
        # Paid in this very moment, or not reachable: the next round will see.
        return "again"
    return _check(attempt)


@transaction.atomic
def _give_up(attempt):
    """Nobody ever chose a way to pay, and the payment page has run out by now."""
    order = workflow.lock(attempt.order)
    closed = PaymentAttempt.objects.filter(pk=attempt.pk, status__in=OPEN).update(status=AttemptStatus.EXPIRED)
    if closed:
        workflow.cancel(order, because=CancelReason.EXPIRED, reason=attempt.midtrans_order_id)
    return "expired" if closed else "ignored"
