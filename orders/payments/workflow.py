"""What may happen to a payment. Midtrans is never called here inside a transaction."""

from orders.payments.models import PaymentAttempt


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
