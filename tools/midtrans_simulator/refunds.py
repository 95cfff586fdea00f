"""Giving money back (Midtrans: refund API)."""

import re

from django.db import transaction as database

from tools.midtrans_simulator import clock, faults, notifications
from tools.midtrans_simulator.channels import CHANNELS, PART, WHOLE
from tools.midtrans_simulator.models import Refund, Status, Transaction
from tools.midtrans_simulator.refusals import Refused, cannot_change

KEY = re.compile(r"[A-Za-z0-9_-]{0,100}")


@database.atomic
def refund(transaction, *, key="", amount=None, reason="") -> Transaction:
    """The whole rest, or `amount` rupiah of it. Raises Refused with 406, 412, 413 or 414."""
    current = Transaction.objects.select_related("page").get(pk=transaction.pk)
    _check_form(key, amount, reason)
    key = key or f"refund-{current.number}-{current.refunds.count() + 1}"
    rest = current.page.amount - current.refunded
    amount = rest if amount is None else amount
    _check_state(current, key, partial=amount < current.page.amount)
    if amount > rest or faults.position("bank") == "saldo":
        raise Refused(414, "Refund amount is larger than what is left, or the balance is not enough.")
    if faults.position("bank") == "tolak":
        # Midtrans: 202, the bank refused; the transaction stays as it was.
        raise Refused(202, "Refund is denied by the bank.")
    return _book(current, key, amount, reason, whole=amount == rest)


def _check_form(key, amount, reason):
    texts_fit = isinstance(key, str) and KEY.fullmatch(key) and isinstance(reason, str) and len(reason) <= 255
    amount_fits = amount is None or (type(amount) is int and amount > 0)
    if not (texts_fit and amount_fits):
        raise Refused(413, "The request cannot be processed due to malformed syntax in the request body.")


def _check_state(transaction, key, *, partial):
    if transaction.refunds.filter(key=key).exists():
        raise Refused(406, "The refund key has already been used.")
    needed = PART if partial else WHOLE
    if (
        transaction.status not in {Status.SETTLEMENT, Status.PARTIAL_REFUND}
        or needed not in CHANNELS[transaction.channel].refunds
    ):
        raise cannot_change()


def _book(transaction, key, amount, reason, *, whole):
    now = clock.now()
    booked = Refund.objects.create(
        transaction=transaction, key=key, amount=amount, reason=reason, made_at=now
    )
    transaction.status = Status.REFUND if whole else Status.PARTIAL_REFUND
    transaction.save(update_fields=["status"])
    # Midtrans: two notifications, one when it is asked for and one when the bank confirmed.
    notifications.announce(transaction)
    booked.confirmed_at = now
    booked.save(update_fields=["confirmed_at"])
    notifications.announce(transaction)
    return transaction
