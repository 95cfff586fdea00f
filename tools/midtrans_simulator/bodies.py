"""The JSON about one transaction, alike in notifications and in answers of the status API (Midtrans: JSON object)."""

from django.conf import settings

from tools.midtrans_simulator.channels import CHANNELS
from tools.midtrans_simulator.clock import as_midtrans_writes
from tools.midtrans_simulator.models import Status
from tools.midtrans_simulator.signature import gross, signature

NOTICE = "midtrans payment notification"
FOUND = "Success, transaction is found"
# Samples of these states carry no fraud_status.
WITHOUT_FRAUD = {Status.PENDING, Status.EXPIRE}
WITH_MONEY_BACK = {Status.REFUND, Status.PARTIAL_REFUND}
# Midtrans writes some wallets' pending state in capitals, with code 200, in answers of the status API.
LOUD_WALLETS = {"shopeepay"}


def code_of(status, fraud_status="") -> str:
    """Midtrans: status_code of each transaction_status."""
    if status == Status.PENDING or (status == Status.CAPTURE and fraud_status == "challenge"):
        return "201"
    return "202" if status in {Status.DENY, Status.EXPIRE, Status.CANCEL} else "200"


def notice(transaction) -> dict:
    """The body of a notification."""
    return _body(transaction, NOTICE)


def answer(transaction, code=None) -> dict:
    """What the Core API answers; `code` where it reports on a call, not on the state."""
    body = _body(transaction, FOUND)
    if transaction.status == Status.PENDING and transaction.channel in LOUD_WALLETS:
        body |= {"transaction_status": "PENDING"} | _signed(transaction, "200")
    return body | (_signed(transaction, code) if code else {})


def _body(transaction, message):
    channel, status = CHANNELS[transaction.channel], transaction.status
    body = {
        "transaction_time": as_midtrans_writes(transaction.made_at),
        "transaction_status": status,
        "transaction_id": str(transaction.id),
        "status_message": message,
        "payment_type": channel.payment_type,
        "merchant_id": "G000000000",
        "currency": "IDR",
        "expiry_time": as_midtrans_writes(transaction.expires_at),
    }
    body |= _signed(transaction, code_of(status, transaction.fraud_status)) | transaction.details
    if channel.has_fraud_status and status not in WITHOUT_FRAUD:
        body["fraud_status"] = transaction.fraud_status or "accept"
    if transaction.settled_at:
        body["settlement_time"] = as_midtrans_writes(transaction.settled_at)
    return body | _custom_fields(transaction) | _money_back(transaction)


def _signed(transaction, code):
    order_id, amount = transaction.page.order_id, gross(transaction.page.amount)
    return {
        "order_id": order_id,
        "status_code": code,
        "gross_amount": amount,
        "signature_key": signature(order_id, code, amount, settings.SIMULATOR.server_key),
    }


def _custom_fields(transaction):
    request = transaction.page.request
    names = ("custom_field1", "custom_field2", "custom_field3")
    return {name: request[name] for name in names if request.get(name)}


def _money_back(transaction):
    if transaction.status not in WITH_MONEY_BACK:
        return {}
    return {
        "refund_amount": gross(transaction.refunded),
        "refunds": [_refund(refund) for refund in transaction.refunds.all()],
    }


def _refund(refund):
    row = {
        "refund_chargeback_id": refund.pk,
        "refund_amount": gross(refund.amount),
        "created_at": as_midtrans_writes(refund.made_at),
        "reason": refund.reason,
        "refund_key": refund.key,
        "refund_method": "online",
    }
    if refund.confirmed_at:
        row["bank_confirmed_at"] = as_midtrans_writes(refund.confirmed_at)
    return row
