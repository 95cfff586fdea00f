"""Midtrans' HTTP notification (Midtrans: HTTP(S) notification). A message only says "ask again": the status API tells.

Our answer decides whether Midtrans tries again: 503 while we cannot ask it, 2xx when all is done, 4xx for forgeries.
"""

import hashlib
import hmac
import json
import logging
import re

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from orders.payments import gateway
from orders.payments.applying import apply
from orders.payments.checking import BY_TRANSACTION, TRANSACTION_ID
from orders.payments.exceptions import GatewayError
from orders.payments.models import PaymentAttempt

logger = logging.getLogger(__name__)
MOST_BYTES = 64 * 1024
ORDER_ID = re.compile(r"[A-Za-z0-9._~-]{1,50}")
SIGNED = ("order_id", "status_code", "gross_amount")


@csrf_exempt
@require_POST
def receive(request):
    body = _body(request)
    if body is None:
        return HttpResponse(status=413)
    message = _read(body)
    if message is None:
        return HttpResponse(status=400)
    if not _is_signed(message):
        logger.warning("a notification with a wrong signature was refused")
        return HttpResponse(status=403)
    try:
        return _apply(message)
    except (GatewayError, OperationalError, InterfaceError) as error:
        # Nothing was learned or kept: Midtrans tries four times more, and the worker asks on its own.
        logger.warning("a notification has to come again: %s", type(error).__name__)
        return HttpResponse(status=503)


def _apply(message):
    attempts = PaymentAttempt.objects.select_related("order")
    attempt = attempts.filter(midtrans_order_id=message["order_id"]).first()
    if attempt is None:
        return HttpResponse(status=404)
    outcome = apply(attempt, _status(attempt, message), source="message")
    return HttpResponse(outcome, content_type="text/plain")


def _status(attempt, message):
    """What the status API says. Of DANA it tells by transaction only (Midtrans: GET status).

    The signature does not cover the transaction's id, so whatever it leads to must name our attempt.
    """
    transaction_id = message.get("transaction_id")
    if message.get("payment_type") == BY_TRANSACTION and TRANSACTION_ID.fullmatch(str(transaction_id)):
        answer = gateway.status(transaction_id)
        if answer.get("order_id") == attempt.midtrans_order_id:
            return answer
    return gateway.status(attempt.midtrans_order_id)


def _body(request):
    """What was sent, or None if it is too much; a large one is not even read."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdecimal() or int(announced) > MOST_BYTES:
        return None
    return request.body if len(request.body) <= MOST_BYTES else None


def _read(body):
    """The message if it has what a signature needs, else None. Deep nesting ends in RecursionError."""
    try:
        message = json.loads(body.decode(), parse_constant=_refuse)
        if not isinstance(message, dict):
            return None
        signed = [message.get(name) for name in (*SIGNED, "signature_key")]
        if not all(isinstance(value, str) for value in signed):
            return None
        "".join(signed).encode()
    except (ValueError, RecursionError):
        return None
    # Before any look into the database: a NUL would make PostgreSQL's driver raise.
    return message if ORDER_ID.fullmatch(message["order_id"]) else None


def _refuse(constant):
    """NaN and Infinity are no JSON, though Python takes them."""
    raise ValueError(constant)


def _is_signed(message):
    """SHA-512 over the raw strings of the body and the server key (Midtrans: signature key)."""
    text = "".join(message[name] for name in SIGNED) + settings.MIDTRANS_SERVER_KEY
    expected = hashlib.sha512(text.encode()).hexdigest()
    return hmac.compare_digest(expected.encode(), message["signature_key"].encode())
