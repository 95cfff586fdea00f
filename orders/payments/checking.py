"""Asking Midtrans by ourselves about one attempt. Never inside a transaction."""

import logging
import re

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders import workflow
from orders.payments import gateway
from orders.payments.applying import OPEN_STATES, apply
from orders.payments.exceptions import GatewayError, GatewayRefused, GatewayUnavailable
from orders.payments.models import AttemptStatus, PaymentAttempt

logger = logging.getLogger(__name__)
UNKNOWN = 404
# Midtrans tells of these by transaction only, not by our own id (Midtrans: GET status).
BY_TRANSACTION = "dana"
TRANSACTION_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NoAnswer(models.TextChoices):
    """Why asking brought nothing to apply."""

    NOT_CHOSEN = "not_chosen", _("Cara bayar belum dipilih")
    REFUSED = "refused", _("Midtrans menolak menjawab")
    UNREACHABLE = "unreachable", _("Midtrans tidak terjangkau")


def ask(attempt) -> str:
    """Ask about an attempt and apply the answer; gives an `Outcome`, or a `NoAnswer` with nothing changed."""
    try:
        return apply(attempt, gateway.status(_name_of(attempt)), source="check")
    except GatewayRefused as refusal:
        if refusal.code != UNKNOWN:
            logger.error("Midtrans does not tell about %s: %s", attempt.midtrans_order_id, refusal)
            return NoAnswer.REFUSED
        # A payment page without a transaction: the buyer has not chosen how to pay.
        PaymentAttempt.objects.filter(pk=attempt.pk).update(checked_at=timezone.now())
        return NoAnswer.NOT_CHOSEN
    except GatewayUnavailable as error:
        logger.warning("Midtrans could not be asked about %s: %s", attempt.midtrans_order_id, error)
        return NoAnswer.UNREACHABLE


def _name_of(attempt):
    """By which Midtrans tells of an attempt: our id, but its own transaction's where DANA was chosen."""
    if attempt.channel == BY_TRANSACTION and TRANSACTION_ID.fullmatch(attempt.transaction_id):
        return attempt.transaction_id
    return attempt.midtrans_order_id


def let_go(attempt):
    """Make sure that nobody can pay by this attempt any more, as far as Midtrans lets us.

    Raises GatewayUnavailable when that cannot be known. Afterwards the attempt is paid, or no longer open.
    """
    found = ask(attempt)
    if found in (NoAnswer.UNREACHABLE, NoAnswer.REFUSED):
        raise GatewayUnavailable(found)
    attempt.refresh_from_db()
    if attempt.status in OPEN_STATES and found != NoAnswer.NOT_CHOSEN:
        _cancel(attempt)
    elif attempt.status in OPEN_STATES | {AttemptStatus.DENIED}:
        _close_page(attempt)
    close(attempt, AttemptStatus.CANCELLED)


def _cancel(attempt):
    try:
        gateway.cancel(attempt.midtrans_order_id)
    except GatewayRefused:
        # It cannot be cancelled any more: perhaps it was paid in this very moment.
        if ask(attempt) in (NoAnswer.UNREACHABLE, NoAnswer.REFUSED):
            raise GatewayUnavailable(attempt.midtrans_order_id) from None
        attempt.refresh_from_db()


def _close_page(attempt):
    """Best effort: a page that stays open can only lead to a second payment, which is noticed and given back."""
    if not attempt.snap_token:
        return
    try:
        gateway.close_page(attempt.snap_token)
    except GatewayError as error:
        logger.info("the page of %s was not closed: %s", attempt.midtrans_order_id, error)


@transaction.atomic
def close(attempt, status) -> bool:
    """Set an attempt that is still open to its end, under the order's lock; False if something else came first."""
    workflow.lock(attempt.order)
    closed = PaymentAttempt.objects.filter(pk=attempt.pk, status__in=OPEN_STATES).update(status=status)
    attempt.refresh_from_db()
    return bool(closed)
