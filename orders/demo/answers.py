"""What Midtrans' status API says of the demo's payments, in the words of its documentation."""

import zlib
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from orders.payments.answers import MIDTRANS_ZONE

CODES = {"pending": "201", "deny": "202", "expire": "202"}
# How each way to pay shows itself; "{digits}" stands for ten digits of this payment's own.
CHANNELS = {
    "bca_va": {
        "payment_type": "bank_transfer",
        "va_numbers": [{"bank": "bca", "va_number": "12345{digits}"}],
    },
    "mandiri": {"payment_type": "echannel", "biller_code": "70012", "bill_key": "{digits}"},
    "qris": {"payment_type": "qris", "acquirer": "gopay", "issuer": "gopay", "transaction_type": "on-us"},
    "gopay": {"payment_type": "gopay"},
    "alfamart": {"payment_type": "cstore", "store": "alfamart", "payment_code": "{digits}"},
    "credit_card": {"payment_type": "credit_card", "masked_card": "48111111-1114", "bank": "bni"},
}


def answer_about(attempt, state: str, channel: str, **more) -> dict:
    """The answer of this moment about an attempt, paid or to be paid by `channel`."""
    return {
        "transaction_time": in_midtrans_words(timezone.now()),
        "transaction_status": state,
        "transaction_id": str(uuid5(NAMESPACE_URL, f"{attempt.midtrans_order_id} {channel}")),
        "status_code": CODES.get(state, "200"),
        "order_id": attempt.midtrans_order_id,
        "gross_amount": f"{attempt.amount}.00",
        "currency": "IDR",
        "fraud_status": "deny" if state == "deny" else "accept",
        **_with_digits(CHANNELS[channel], f"{zlib.crc32(attempt.midtrans_order_id.encode()):010d}"),
        **more,
    }


def paid(attempt, channel: str) -> dict:
    """A card is captured at once and settled days later; all other money is settled when it comes."""
    state = "capture" if channel == "credit_card" else "settlement"
    return answer_about(attempt, state, channel, settlement_time=in_midtrans_words(timezone.now()))


def refunded(attempt, channel: str) -> dict:
    """All of the money went back."""
    refund = {
        "refund_key": f"{attempt.midtrans_order_id}-r1",
        "refund_amount": f"{attempt.amount}.00",
        "created_at": in_midtrans_words(timezone.now()),
        "reason": "Barang habis",
        "refund_method": "ONLINE",
    }
    return answer_about(attempt, "refund", channel, refund_amount=f"{attempt.amount}.00", refunds=[refund])


def in_midtrans_words(moment) -> str:
    return moment.astimezone(MIDTRANS_ZONE).strftime("%Y-%m-%d %H:%M:%S")


def _with_digits(value, digits):
    if isinstance(value, dict):
        return {name: _with_digits(inner, digits) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_digits(inner, digits) for inner in value]
    return value.replace("{digits}", digits)
