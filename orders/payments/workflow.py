"""What may happen to a payment. Midtrans is never called here inside a transaction."""

import logging
import time

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from orders import workflow
from orders.models import CancelReason, OrderStatus
from orders.payments import gateway
from orders.payments.checking import ask, let_go
from orders.payments.exceptions import (
    CancelRefused,
    GatewayRefused,
    GatewayUnavailable,
    NothingToPay,
    PaymentNotStarted,
)
from orders.payments.models import AttemptStatus, PaymentAttempt
from orders.payments.payload import payload_of

logger = logging.getLogger(__name__)
LOOKS_A_SECOND = 4
SECONDS_BETWEEN_CHECKS = 5


class _PageUsedUp(PaymentNotStarted):
    """Midtrans keeps this id for a payment already begun: another attempt may succeed where this one cannot."""


def open_attempt(order) -> PaymentAttempt:
    """A new try to pay the whole order, committed before Midtrans hears of it. Call under the order's lock.

    Midtrans takes at most 50 characters of `A-Z a-z 0-9 - _ ~ .` as an id (Midtrans: transaction_details.order_id).
    """
    number = order.attempts.count() + 1
    return PaymentAttempt.objects.create(
        order=order,
        midtrans_order_id=f"{order.number}-{number}",
        amount=order.total_incl_tax,
        expires_at=order.expires_at,
    )


def open_attempt_of(order) -> PaymentAttempt | None:
    """The attempt by which this order can be paid now."""
    return order.attempts.filter(status=AttemptStatus.PENDING, expires_at__gt=timezone.now()).first()


def is_payable(order) -> bool:
    return order.status == OrderStatus.AWAITING_PAYMENT and order.expires_at > timezone.now()


def start(attempt) -> str:
    """Open Snap's page for a committed attempt and return its address. Call outside any transaction.

    The same page is given again as long as the attempt is open. Raises PaymentNotStarted when Midtrans does not answer
    or refuses; the attempt stays and can be started again, Snap takes the same id until a way to pay was chosen.
    """
    if page := _page_of(attempt):
        return page
    # A second page would silently put out the first: of two clicks, one opens it and the other waits for it.
    door = f"payment-start:{attempt.pk}"
    patience = sum(settings.MIDTRANS_TIMEOUT) + 1
    if not cache.add(door, True, timeout=patience):
        return _page_opened_by_another(attempt, patience)
    try:
        return _page_of(attempt) or _open_page(attempt)
    finally:
        cache.delete(door)


def pay(order) -> str:
    """The page where the buyer pays now: the one already open, or that of a new attempt.

    Raises NothingToPay, or PaymentNotStarted. Call outside any transaction.
    """
    attempt = open_attempt_of(order)
    if attempt:
        try:
            return start(attempt)
        except _PageUsedUp:
            logger.info("%s is used up, another attempt follows", attempt.midtrans_order_id)
    return pay_another_way(order)


def pay_another_way(order) -> str:
    """Give up what was begun, at Midtrans first so that nobody pays twice, and open a page afresh. Raises as `pay`."""
    _refuse_if_nothing_to_pay(order)
    try:
        for attempt in order.attempts.undecided():
            let_go(attempt)
    except GatewayUnavailable as error:
        raise PaymentNotStarted from error
    return start(_new_attempt(order))


def check(order) -> str:
    """Ask Midtrans about the order's latest attempt, for an impatient buyer; at most once in a few seconds.

    Gives an `Outcome`, a `NoAnswer`, or nothing when it was asked a moment ago.
    """
    attempt = order.attempts.last()
    if attempt is None or not cache.add(f"payment-check:{attempt.pk}", True, timeout=SECONDS_BETWEEN_CHECKS):
        return ""
    return ask(attempt)


def cancel_by_buyer(order) -> bool:
    """Cancel an unpaid order for its buyer; False when it turned out to be paid, or there was nothing to cancel.

    Raises CancelRefused while Midtrans cannot be told: somebody could still pay for a cancelled order.
    """
    try:
        for attempt in order.attempts.open():
            let_go(attempt)
    except GatewayUnavailable as error:
        raise CancelRefused from error
    return workflow.cancel(order, because=CancelReason.BY_BUYER)


def _page_of(attempt):
    attempt.refresh_from_db(fields=["redirect_url"])
    return attempt.redirect_url


def _page_opened_by_another(attempt, patience):
    for _look in range(int(patience * LOOKS_A_SECOND)):
        time.sleep(1 / LOOKS_A_SECOND)
        if page := _page_of(attempt):
            return page
    raise PaymentNotStarted


def _open_page(attempt):
    body = payload_of(attempt)
    try:
        page = gateway.create(body)
    except GatewayRefused as refusal:
        logger.error("payment %s was not started: %s", attempt.midtrans_order_id, refusal)
        raise (_PageUsedUp if _is_used_up(refusal) else PaymentNotStarted) from refusal
    except GatewayUnavailable as error:
        logger.warning("payment %s was not started: %s", attempt.midtrans_order_id, error)
        raise PaymentNotStarted from error
    PaymentAttempt.objects.filter(pk=attempt.pk).update(
        snap_token=page["token"], redirect_url=page["redirect_url"], offered=body["enabled_payments"]
    )
    return page["redirect_url"]


def _is_used_up(refusal):
    """Midtrans says it in words that changed over the years; all name the field."""
    return refusal.code in (400, 406) and any("order_id" in reason for reason in refusal.reasons)


@transaction.atomic
def _new_attempt(order):
    order = workflow.lock(order)
    _refuse_if_nothing_to_pay(order)
    # The other half of a double click may have opened one already.
    return order.attempts.open().first() or open_attempt(order)


def _refuse_if_nothing_to_pay(order):
    """Nor is there while Midtrans' staff look at a card that was charged."""
    if not is_payable(order) or order.attempts.filter(status=AttemptStatus.CHALLENGED).exists():
        raise NothingToPay
