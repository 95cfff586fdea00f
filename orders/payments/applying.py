"""What an answer of Midtrans does to an attempt and its order (states: Midtrans' transaction status).

Applied under the order's lock, from the status API's answer alone, as often as it comes and in any order.
"""

import logging
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders import mails, workflow
from orders.models import CancelReason
from orders.payments import refunds
from orders.payments.answers import Answer
from orders.payments.models import AttemptStatus, Notification, PaymentAttempt, PaymentRecord, RefundCase

logger = logging.getLogger(__name__)
SETTLED_STATES = {AttemptStatus.SETTLED, AttemptStatus.PARTLY_REFUNDED, AttemptStatus.REFUNDED}
OPEN_STATES = {AttemptStatus.PENDING, AttemptStatus.CHALLENGED}
SHORTER = timedelta(minutes=5)


class Outcome(models.TextChoices):
    """What came of an answer, as kept with it."""

    PAID = "paid", _("Pesanan dibayar")
    PENDING = "pending", _("Cara bayar dipilih, uang belum masuk")
    CHALLENGED = "challenged", _("Diperiksa, belum dibayar")
    DENIED = "denied", _("Ditolak")
    EXPIRED = "expired", _("Waktu bayar habis")
    CANCELLED = "cancelled", _("Percobaan bayar dibatalkan")
    LATE = "late", _("Uang terlambat, perlu dikembalikan")
    DOUBLE = "double", _("Dibayar dua kali, perlu dikembalikan")
    MISMATCH = "mismatch", _("Nomor, jumlah, atau mata uang berbeda")
    REVERSED = "reversed", _("Uang ditarik kembali")
    REFUNDED = "refunded", _("Pengembalian dicatat")
    CHARGEBACK = "chargeback", _("Disanggah pemegang kartu")
    REPEATED = "repeated", _("Sudah dicatat sebelumnya")
    IGNORED = "ignored", _("Tidak mengubah apa pun")


@transaction.atomic
def apply(attempt, body: dict, *, source: str) -> Outcome:
    """Book what Midtrans says of this attempt, and keep what it said with what came of it."""
    order = workflow.lock(attempt.order)
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt.pk)
    attempt.order = order
    attempt.checked_at = timezone.now()
    attempt.save(update_fields=["checked_at"])
    answer = Answer(body)
    outcome = _outcome(attempt, answer)
    _keep(attempt, answer, source, outcome)
    return outcome


def _keep(attempt, answer, source, outcome):
    """Every message is kept; of our own checks only news, or a day of waiting would fill pages."""
    state = answer.state[:30]
    last = attempt.notifications.last() if source == "check" else None
    if last and (last.transaction_status, last.outcome) == (state, outcome):
        return
    Notification.objects.create(
        attempt=attempt, source=source, transaction_status=state, status_response=answer.body, outcome=outcome
    )


def _outcome(attempt, answer):
    if not answer.is_about(attempt):
        return _mismatch(attempt, answer)
    if answer.is_paid:
        return _settle(attempt, answer)
    if answer.state in ("chargeback", "partial_chargeback"):
        _needs_a_person(attempt, RefundCase.Reason.CHARGEBACK, note=answer.state)
        return Outcome.CHARGEBACK
    if answer.state in ("refund", "partial_refund"):
        return _refund(attempt, answer)
    if attempt.status in SETTLED_STATES:
        return _after_settlement(attempt, answer)
    return _before_settlement(attempt, answer)


def _mismatch(attempt, answer):
    """Nothing is paid by an answer about other money; where money did arrive, a person has to look."""
    logger.error("Midtrans' answer about %s does not fit: %s", attempt.midtrans_order_id, answer.price_tag)
    if answer.is_paid:
        _needs_a_person(attempt, RefundCase.Reason.WRONG_AMOUNT, amount=answer.amount, note=answer.price_tag)
    return Outcome.MISMATCH


# --- Money in --------------------------------------------------------------------------------------------------------
def _settle(attempt, answer):
    """The money is there. The first payment of an order counts; the unique row keeps a repetition from counting."""
    if not _book(attempt, PaymentRecord.Kind.SETTLEMENT, answer.transaction_id):
        return Outcome.REPEATED
    now = timezone.now()
    _become(attempt, AttemptStatus.SETTLED, answer, settled_at=now)
    order = attempt.order
    if order.paid_at and not order.cancel_reason:
        _needs_a_person(attempt, RefundCase.Reason.DOUBLE)
        mails.tell_buyer(order, mails.Event.PAID_TWICE)
        return Outcome.DOUBLE
    if order.cancel_reason and not workflow.revive(order, reason=attempt.midtrans_order_id):
        _needs_a_person(attempt, RefundCase.Reason.LATE)
        workflow.keep_late_money(order, at=now)
        return Outcome.LATE
    workflow.mark_paid(order, at=now, reason=attempt.midtrans_order_id)
    return Outcome.PAID


# --- Money out -------------------------------------------------------------------------------------------------------
def _after_settlement(attempt, answer):
    """Only the end of the very transaction that was settled takes money back; other late news changes nothing."""
    settled = attempt.records.filter(
        kind=PaymentRecord.Kind.SETTLEMENT, transaction_id=answer.transaction_id
    ).exists()
    if not settled or not (answer.is_denied or answer.state == "cancel"):
        return Outcome.IGNORED
    if not _book(attempt, PaymentRecord.Kind.REVERSAL, answer.transaction_id):
        return Outcome.REPEATED
    _become(attempt, AttemptStatus.DENIED if answer.is_denied else AttemptStatus.CANCELLED, answer)
    _needs_a_person(attempt, RefundCase.Reason.REVERSED)
    # Who paid twice has paid once still: what waited to go back is now what pays.
    other = attempt.order.attempts.filter(status=AttemptStatus.SETTLED).exclude(pk=attempt.pk).first()
    if other:
        refunds.close_all(other, reason=_("Pembayaran yang lain ditarik bank; yang ini sekarang berlaku."))
    else:
        workflow.unpay(attempt.order, reason=attempt.midtrans_order_id)
    return Outcome.REVERSED


def _refund(attempt, answer):
    """Book each refund once by its key. When all of it went back, the cases that waited for that are done."""
    news = [
        _book(attempt, PaymentRecord.Kind.REFUND, answer.transaction_id, key, amount)
        for key, amount in answer.refunds
    ]
    whole = answer.state == "refund"
    _become(attempt, AttemptStatus.REFUNDED if whole else AttemptStatus.PARTLY_REFUNDED, answer)
    if whole:
        refunds.close_all(attempt, reason=_("Midtrans mencatat pengembalian seluruhnya."))
        workflow.derive_status(attempt.order, reason=attempt.midtrans_order_id)
    return Outcome.REFUNDED if any(news) else Outcome.REPEATED


# --- No money yet ----------------------------------------------------------------------------------------------------
def _before_settlement(attempt, answer):
    if attempt.status not in OPEN_STATES | {AttemptStatus.DENIED}:
        return Outcome.IGNORED
    if answer.state == "pending" or answer.is_challenged:
        return _wait(attempt, answer)
    if answer.is_denied:
        return _deny(attempt, answer)
    if answer.state == "cancel":
        _become(attempt, AttemptStatus.CANCELLED, answer)
        return Outcome.CANCELLED
    if answer.state == "expire":
        return _expire(attempt, answer)
    return Outcome.IGNORED


def _wait(attempt, answer):
    """A denied attempt opens again when the buyer chose another way on the same page, but never beside a newer one."""
    if attempt.status == AttemptStatus.DENIED and (
        answer.transaction_id == attempt.transaction_id or attempt.order.attempts.open().exists()
    ):
        return Outcome.IGNORED
    challenged = answer.is_challenged
    _become(attempt, AttemptStatus.CHALLENGED if challenged else AttemptStatus.PENDING, answer)
    return Outcome.CHALLENGED if challenged else Outcome.PENDING


def _deny(attempt, answer):
    """The order stays payable: on the same page, or by a new attempt."""
    if attempt.status == AttemptStatus.DENIED and attempt.transaction_id == answer.transaction_id:
        return Outcome.REPEATED
    _become(attempt, AttemptStatus.DENIED, answer)
    if attempt.order.paid_at is None and not attempt.order.cancel_reason:
        mails.tell_buyer(attempt.order, mails.Event.PAYMENT_FAILED)
    return Outcome.DENIED


def _expire(attempt, answer):
    _become(attempt, AttemptStatus.EXPIRED, answer)
    # A newer attempt keeps the order alive: the buyer may be paying right now.
    if not attempt.order.attempts.open().exists() and not _had_a_shorter_clock(attempt, answer):
        workflow.cancel(attempt.order, because=CancelReason.EXPIRED, reason=attempt.midtrans_order_id)
    return Outcome.EXPIRED


def _had_a_shorter_clock(attempt, answer):
    """Some wallets give a quarter of an hour. When that is over the order still has its own time, for another try."""
    end = answer.expires_at
    return (
        end is not None
        and end < attempt.order.expires_at - SHORTER
        and (timezone.now() < attempt.order.expires_at)
    )


# --- Writing ---------------------------------------------------------------------------------------------------------
def _book(attempt, kind, transaction_id, reference="", amount=None):
    """Write money that moved; False if it was written before."""
    _record, is_new = PaymentRecord.objects.get_or_create(
        attempt=attempt,
        kind=kind,
        transaction_id=transaction_id,
        reference=reference,
        defaults={"amount": amount or attempt.amount},
    )
    return is_new


def _become(attempt, status, answer, **changes):
    changes |= {"status": status, "transaction_id": answer.transaction_id, "channel": answer.channel}
    changes |= {"instructions": answer.instructions}
    for name, value in changes.items():
        setattr(attempt, name, value)
    attempt.save(update_fields=list(changes))


def _needs_a_person(attempt, reason, *, amount=None, note=""):
    RefundCase.objects.get_or_create(
        attempt=attempt, reason=reason, defaults={"amount": amount or attempt.amount, "note": note}
    )
