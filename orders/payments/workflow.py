"""What may happen to a payment. Midtrans is never called here inside a transaction."""

import logging

from django.utils import timezone

from orders.payments import gateway
from orders.payments.exceptions import GatewayRefused, GatewayUnavailable, PaymentNotStarted
from orders.payments.models import AttemptStatus, PaymentAttempt
from orders.payments.payload import payload_of

logger = logging.getLogger(__name__)


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


def start(attempt) -> str:
    """Open Snap's page for a committed attempt and return its address. Call outside any transaction.

    The same page is given again as long as the attempt is open. Raises PaymentNotStarted when Midtrans does not answer
    or refuses; the attempt stays and can be started again, Snap takes the same id until a way to pay was chosen.
    """
    if attempt.redirect_url:
        return attempt.redirect_url
    try:
        token, address = gateway.create(payload_of(attempt, timezone.now()))
    except (GatewayUnavailable, GatewayRefused) as error:
        logger.warning("payment %s was not started: %s", attempt.midtrans_order_id, error)
        raise PaymentNotStarted from error
    PaymentAttempt.objects.filter(pk=attempt.pk).update(snap_token=token, redirect_url=address)
    return address


def open_attempt_of(order) -> PaymentAttempt | None:
    """The attempt by which this order can be paid now."""
    return order.attempts.filter(status=AttemptStatus.PENDING, expires_at__gt=timezone.now()).first()
