"""What an answer of Midtrans does to an attempt and its order (states: Midtrans' transaction status).

Applied under the order's lock, from the status API's answer alone, as often as it comes and in any order.
"""

from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone

from orders import mails, workflow
from orders.models import CancelReason
from orders.payments.models import AttemptStatus, Notification, PaymentAttempt, PaymentRecord, RefundCase

SETTLED_STATES = {AttemptStatus.SETTLED, AttemptStatus.PARTLY_REFUNDED, AttemptStatus.REFUNDED}
HOW_TO_PAY = (
    "va_numbers", "permata_va_number", "biller_code", "bill_key", "payment_code", "store", "qr_string", "expiry_time"
)  # fmt: skip


@transaction.atomic
def apply(attempt, answer: dict, *, source: str) -> str:
    """Book what Midtrans says of this attempt; returns the outcome in a word, which is kept with the answer."""
    order = workflow.lock(attempt.order)
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt.pk)
    attempt.order = order
    attempt.checked_at = timezone.now()
    attempt.save(update_fields=["checked_at"])
    outcome = _outcome(attempt, answer)
    Notification.objects.create(
        attempt=attempt,
        source=source,
        transaction_status=_state(answer)[:30],
        status_response=answer,
        outcome=outcome,
    )
    return outcome


def _outcome(attempt, answer):
    if not _is_about(attempt, answer):
        _needs_a_person(attempt, RefundCase.Reason.WRONG_AMOUNT)
        return "mismatch"
    state = _state(answer)
    if state == "settlement" or (state == "capture" and str(answer.get("fraud_status", "accept")).lower() == "accept"):
        return _settle(attempt, answer) if str(answer.get("status_code", "200")) == "200" else "ignored"
    if state in ("chargeback", "partial_chargeback"):
        _needs_a_person(attempt, RefundCase.Reason.CHARGEBACK)
        return "chargeback"
    if attempt.status in SETTLED_STATES:
        return _after_settlement(attempt, answer, state)
    return _before_settlement(attempt, answer, state)


def _is_about(attempt, answer):
    """Same attempt, rupiah, and to the rupiah: anything else is for a person to look at."""
    try:
        amount = Decimal(str(answer.get("gross_amount", "")))
    except InvalidOperation:
        return False
    return (
        answer.get("order_id") == attempt.midtrans_order_id
        and answer.get("currency", "IDR") == "IDR"
        and amount == attempt.amount
    )


def _state(answer):
    """Some wallets are documented in capitals."""
    return str(answer.get("transaction_status", "")).lower()


def _settle(attempt, answer):
    """The money is there. The first payment of an order counts; the unique row keeps a repetition from counting."""
    _record, is_new = PaymentRecord.objects.get_or_create(
        attempt=attempt,
        kind=PaymentRecord.Kind.SETTLEMENT,
        transaction_id=str(answer.get("transaction_id", ""))[:64],
        reference="",
        defaults={"amount": attempt.amount},
    )
    if not is_new:
        return "repeated"
    now = timezone.now()
    _become(attempt, AttemptStatus.SETTLED, answer, settled_at=now)
    order = attempt.order
    if order.paid_at:
        _needs_a_person(attempt, RefundCase.Reason.DOUBLE)
        return "double"
    if order.cancel_reason and not workflow.revive(order, reason="late settlement"):
        _needs_a_person(attempt, RefundCase.Reason.LATE)
        workflow.keep_late_money(order, at=now)
        return "late"
    workflow.mark_paid(order, at=now, reason=attempt.midtrans_order_id)
    return "paid"


def _after_settlement(attempt, answer, state):
    """Only a denial of the very transaction that was settled takes money back; other late news changes nothing."""
    was_settled = attempt.records.filter(
        kind=PaymentRecord.Kind.SETTLEMENT, transaction_id=str(answer.get("transaction_id", ""))
    ).exists()
    if state not in ("deny", "cancel") or not was_settled:
        return "ignored"
    _record, is_new = PaymentRecord.objects.get_or_create(
        attempt=attempt,
        kind=PaymentRecord.Kind.REVERSAL,
        transaction_id=str(answer["transaction_id"])[:64],
        reference="",
        defaults={"amount": attempt.amount},
    )
    if not is_new:
        return "repeated"
    _become(attempt, AttemptStatus.CANCELLED, answer)
    _needs_a_person(attempt, RefundCase.Reason.REVERSED)
    workflow.unpay(attempt.order, reason="reversed by the bank")
    return "reversed"


def _before_settlement(attempt, answer, state):
    if attempt.status not in (AttemptStatus.PENDING, AttemptStatus.CHALLENGED):
        return "ignored"
    if state == "pending":
        return _become(attempt, AttemptStatus.PENDING, answer)
    if state == "capture":
        return _become(attempt, AttemptStatus.CHALLENGED, answer)
    if state in ("deny", "failure"):
        # The same page may still be paid another way, so the attempt stays open.
        mails.tell_buyer(attempt.order, mails.Event.PAYMENT_FAILED)
        return _become(attempt, AttemptStatus.PENDING, answer) and "denied"
    if state == "cancel":
        return _become(attempt, AttemptStatus.CANCELLED, answer)
    if state == "expire":
        _become(attempt, AttemptStatus.EXPIRED, answer)
        # A newer attempt keeps the order alive: the buyer may be paying right now.
        if not attempt.order.attempts.filter(status__in=(AttemptStatus.PENDING, AttemptStatus.CHALLENGED)).exists():
            workflow.cancel(attempt.order, because=CancelReason.EXPIRED, reason=attempt.midtrans_order_id)
        return "expired"
    return "ignored"


def _become(attempt, status, answer, **changes):
    attempt.status = status
    attempt.transaction_id = str(answer.get("transaction_id", ""))[:64]
    attempt.channel = str(answer.get("payment_type", ""))[:40]
    attempt.instructions = {name: answer[name] for name in HOW_TO_PAY if name in answer}
    for name, value in changes.items():
        setattr(attempt, name, value)
    attempt.save(update_fields=["status", "transaction_id", "channel", "instructions", *changes])
    return str(status)


def _needs_a_person(attempt, reason):
    RefundCase.objects.get_or_create(attempt=attempt, reason=reason, defaults={"amount": attempt.amount})
