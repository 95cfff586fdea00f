"""What the worker does every few minutes: an abandoned payment page never sends a message, and messages get lost."""

import logging
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from orders import workflow
from orders.models import CancelReason, Order
from orders.payments import gateway
from orders.payments.applying import OPEN_STATES, Outcome
from orders.payments.checking import NoAnswer, ask, close, let_go
from orders.payments.exceptions import GatewayRefused, GatewayUnavailable
from orders.payments.models import AttemptStatus, PaymentAttempt, RefundCase

logger = logging.getLogger(__name__)
SETTLING = timedelta(minutes=2)
# Decided attempts are asked about again for this long: money may be taken back months later, but rarely.
LOOKING_BACK = timedelta(days=30)
MOST_FAILURES = 3


def reconcile_due() -> Counter:
    """Ask about open attempts that nobody asked about lately. Counts by outcome."""
    due = PaymentAttempt.objects.undecided().not_checked_since(timezone.now() - SETTLING)
    return _each(due, _reconcile)


def reconcile_open() -> Counter:
    """Ask about every open attempt."""
    return _each(PaymentAttempt.objects.undecided(), _reconcile)


def reconcile_recent() -> Counter:
    """Ask about every attempt of the last month, also those that ended: for refunds and reversals nobody told us of."""
    return _each(PaymentAttempt.objects.filter(created_at__gt=timezone.now() - LOOKING_BACK), _reconcile)


def expire_overdue() -> Counter:
    """Cancel orders that ran out of time, but never what might have been paid: Midtrans is asked first."""
    grace = timedelta(minutes=settings.PAYMENT_GRACE_MINUTES)
    late = Order.objects.awaiting_payment().filter(expires_at__lt=timezone.now() - grace)
    return _each(late, _expire)


def _each(rows, step):
    """Take one step for each row; an accident with one does not keep the others waiting."""
    counts, failures = Counter(), 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        try:
            outcome = step(rows.model.objects.get(pk=pk))
        except (OperationalError, InterfaceError):
            raise  # The database is away: no row will fare better.
        except Exception:
            logger.exception("%s %s", step.__name__.strip("_"), pk)
            outcome = "failed"
        counts[str(outcome)] += 1
        failures = failures + 1 if outcome == NoAnswer.UNREACHABLE else 0
        if failures == MOST_FAILURES:
            # Midtrans is away: every further question would only wait in vain.
            break
    return counts


def _reconcile(attempt):
    outcome = ask(attempt)
    attempt.refresh_from_db()
    order = attempt.order
    if attempt.status in OPEN_STATES and (order.paid_at or order.cancel_reason):
        return _close_leftover(attempt)
    return outcome


def _close_leftover(attempt):
    """The order was cancelled or paid another way while this attempt stood open: it must not take money."""
    try:
        let_go(attempt)
    except GatewayUnavailable:
        return NoAnswer.UNREACHABLE
    return attempt.status


def _expire(order):
    """Every attempt that might still bring money is closed at Midtrans before the goods go back."""
    for attempt in order.attempts.undecided():
        outcome = _run_out(attempt)
        attempt.refresh_from_db()
        if outcome in (NoAnswer.UNREACHABLE, NoAnswer.REFUSED) or attempt.status == AttemptStatus.CHALLENGED:
            return outcome
    return _give_up(order)


def _run_out(attempt):
    outcome = ask(attempt)
    attempt.refresh_from_db()
    if outcome == Outcome.PENDING:
        try:
            gateway.expire(attempt.midtrans_order_id)
        except GatewayUnavailable:
            return NoAnswer.UNREACHABLE
        except GatewayRefused:
            # Paid in this very moment, or expired by itself: the status tells which.
            logger.info("%s could not be expired", attempt.midtrans_order_id)
        outcome = ask(attempt)
        if outcome == Outcome.PENDING:
            return NoAnswer.REFUSED
    if outcome in (NoAnswer.NOT_CHOSEN, Outcome.MISMATCH):
        close(attempt, AttemptStatus.EXPIRED)
    return outcome


@transaction.atomic
def _give_up(order):
    """No money came, or only money that does not fit: that one waits for a person."""
    order = workflow.lock(order)
    if order.paid_at:
        return Outcome.PAID
    if order.attempts.open().exists():
        return "again"
    cancelled = workflow.cancel(order, because=CancelReason.EXPIRED, reason="deadline")
    if cancelled and RefundCase.objects.filter(attempt__order=order, closed_at=None).exists():
        workflow.keep_late_money(order, at=timezone.now())
    return Outcome.EXPIRED


def in_words(counts) -> str:
    """One line of counts, for a log."""
    return ", ".join(f"{outcome}: {count}" for outcome, count in sorted(counts.items())) or "nothing to do"
