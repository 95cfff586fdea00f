"""What may become of a transaction (Midtrans: transaction status). Each step tells the shop."""

from datetime import timedelta

from django.db import transaction as database

from tools.midtrans_simulator import clock, notifications
from tools.midtrans_simulator.channels import CHANNELS
from tools.midtrans_simulator.expiry import length, start
from tools.midtrans_simulator.models import Page, Status, Transaction
from tools.midtrans_simulator.refusals import Refused, cannot_change

# Midtrans: a captured card settles on the next day.
UNTIL_SETTLEMENT = timedelta(days=1)
CARD = "credit_card"
BANK_SAYS_NO = 400


@database.atomic
def choose(page: Page, channel) -> Transaction:
    """Start a try to pay. Raises Refused when the page is over, or the bank takes no such customer."""
    if not is_open(page := Page.objects.get(pk=page.pk)):
        raise cannot_change()
    _ask_bank(channel, page.request.get("customer_details") or {})
    ends = _end(page, channel)
    chosen = Transaction.objects.create(
        page=page,
        channel=channel.code,
        details=channel.details(page.amount),
        made_at=clock.now(),
        expires_at=ends,
        due_at=ends,
    )
    notifications.announce(chosen)
    return chosen


def is_open(page) -> bool:
    """Whether a way to pay may be chosen: nothing chosen yet, or the last try was denied."""
    latest = page.latest
    return (
        not page.closed
        and clock.now() < page.expires_at
        and (latest is None or (latest.status == Status.DENY and not latest.settled_at))
    )


def pay(transaction):
    """The customer pays: cards are captured, all else is settled."""
    if transaction.channel == CARD:
        details = {"approval_code": "123456", "eci": "05"} | _bank_says("00", "Approved")
        return _move(
            transaction, {Status.PENDING}, Status.CAPTURE, details, fraud_status="accept",
            due_at=clock.now() + UNTIL_SETTLEMENT,
        )  # fmt: skip
    return _settle(transaction, {Status.PENDING})


def challenge(transaction):
    """A card is captured, but someone has to look at it first."""
    if transaction.channel != CARD:
        raise cannot_change()
    details = {"approval_code": "123456", "eci": "05"} | _bank_says("00", "Approved")
    return _move(transaction, {Status.PENDING}, Status.CAPTURE, details, fraud_status="challenge")


def deny(transaction):
    """The bank says no. A card's notification then still claims that there was no fraud."""
    details = _bank_says("05", "Do not honour") if transaction.channel == CARD else {}
    return _move(transaction, {Status.PENDING}, Status.DENY, details, fraud_status="accept")


def approve(transaction):
    return _move(
        transaction, _if(transaction.is_challenged), Status.CAPTURE, fraud_status="accept",
        due_at=clock.now() + UNTIL_SETTLEMENT,
    )  # fmt: skip


def deny_challenged(transaction):
    return _move(transaction, _if(transaction.is_challenged), Status.DENY, fraud_status="deny")


def settle(transaction):
    """Captured money arrives."""
    return _settle(transaction, _if(not transaction.is_challenged))


def cancel(transaction):
    return _move(transaction, {Status.PENDING, Status.CAPTURE}, Status.CANCEL)


def expire(transaction):
    return _move(transaction, {Status.PENDING}, Status.EXPIRE)


def reverse(transaction):
    """Midtrans: "deny" after "settlement", within minutes: the payment is taken back."""
    if not CHANNELS[transaction.channel].can_be_reversed:
        raise cannot_change()
    return _move(transaction, {Status.SETTLEMENT}, Status.DENY)


def chargeback(transaction):
    return _move(transaction, _PAID, Status.CHARGEBACK)


def partial_chargeback(transaction):
    return _move(transaction, _PAID, Status.PARTIAL_CHARGEBACK)


def do_what_is_due():
    """Pending ones expire, captured ones settle, each at its time."""
    for overdue in Transaction.objects.filter(due_at__lte=clock.now()):
        try:
            expire(overdue) if overdue.status == Status.PENDING else settle(overdue)
        except Refused:
            # Somebody was faster.
            continue


_PAID = {Status.SETTLEMENT, Status.PARTIAL_REFUND}


def _if(allowed):
    return {Status.CAPTURE} if allowed else set()


def _settle(transaction, since):
    now = clock.now()
    details = {"issuer": "gopay"} if "qr_string" in transaction.details else {}
    if "payment_amounts" in transaction.details:
        paid = {"paid_at": clock.as_midtrans_writes(now), "amount": str(transaction.page.amount)}
        details = {"payment_amounts": [paid]}
    return _move(transaction, since, Status.SETTLEMENT, details, settled_at=now)


@database.atomic
def _move(transaction, since, status, details=(), *, due_at=None, **changes):
    """One step, if the transaction still is where this step begins. Raises Refused otherwise."""
    current = Transaction.objects.select_related("page").get(pk=transaction.pk)
    if current.status not in since or current.fraud_status != transaction.fraud_status:
        raise cannot_change()
    changes |= {"status": status, "due_at": due_at, "details": current.details | dict(details)}
    for name, value in changes.items():
        setattr(current, name, value)
    current.save(update_fields=list(changes))
    notifications.announce(current)
    return current


def _bank_says(code, message):
    return {"channel_response_code": code, "channel_response_message": message}


def _ask_bank(channel, customer):
    """Midtrans: BNI gives no virtual account to other telephone numbers."""
    phone = customer.get("phone") or ""
    if channel.code == "bni_va" and phone and (not phone.startswith(("+62", "0")) or len(phone) > 30):
        raise Refused(BANK_SAYS_NO, "BNI hanya menerima nomor telepon Indonesia. Pilih cara bayar lain.")


def _end(page, channel):
    """Midtrans: `expiry` counts from its start_time, else from the choice; without it each way has its own time."""
    expiry = page.request.get("expiry")
    if not expiry:
        return clock.now() + timedelta(minutes=channel.minutes)
    return (start(expiry) or clock.now()) + length(expiry)
