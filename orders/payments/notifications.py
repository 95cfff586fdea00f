"""Midtrans' HTTP notification (Midtrans: HTTP(S) notification). A message only says "ask again": the status API tells.

Our answer decides whether Midtrans tries again: 503 while we cannot ask it, 2xx when all is done, 4xx for forgeries.
"""

import hashlib
import hmac
import json
import logging
import re

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from orders.payments import gateway
from orders.payments.applying import apply
from orders.payments.exceptions import GatewayRefused, GatewayUnavailable
from orders.payments.models import PaymentAttempt

logger = logging.getLogger(__name__)
MOST_BYTES = 64 * 1024
ORDER_ID = re.compile(r"[A-Za-z0-9._~-]{1,50}")
SIGNED = ("order_id", "status_code", "gross_amount")


@csrf_exempt
@require_POST
def receive(request):
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    message = _read(request.body)
    if message is None:
        return HttpResponse(status=400)
    if not _is_signed(message):
        logger.warning("a notification with a wrong signature was refused")
        return HttpResponse(status=403)
    attempt = PaymentAttempt.objects.select_related("order").filter(midtrans_order_id=message["order_id"]).first()
    if attempt is None:
        return HttpResponse(status=404)
    try:
        answer = gateway.status(attempt.midtrans_order_id)
    except (GatewayUnavailable, GatewayRefused):
        # Nothing was learned: Midtrans tries four times more, and the worker asks on its own.
        return HttpResponse(status=503)
    return HttpResponse(apply(attempt, answer, source="message"), content_type="text/plain")


def _read(body):
    """The message if it has what a signature needs, else None. Deep nesting ends in RecursionError."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict):
        return None
    if not all(isinstance(message.get(name), str) for name in (*SIGNED, "signature_key")):
        return None
    return message if ORDER_ID.fullmatch(message["order_id"]) else None


def _is_signed(message):
    """SHA-512 over the raw strings of the body and the server key (Midtrans: signature key)."""
    text = "".join(message[name] for name in SIGNED) + settings.MIDTRANS_SERVER_KEY
    try:
        expected = hashlib.sha512(text.encode()).hexdigest().encode()
        return hmac.compare_digest(expected, message["signature_key"].encode())
    except UnicodeEncodeError:
        return False
