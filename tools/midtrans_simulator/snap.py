"""Snap's API: a token and a page for one order_id (Midtrans: Snap API)."""

import json

from django.conf import settings
from django.db import transaction as database
from django.http import JsonResponse
from django.urls import reverse

from tools.midtrans_simulator import clock, faults, notifications, validation
from tools.midtrans_simulator.expiry import page_end
from tools.midtrans_simulator.guards import for_key_holders
from tools.midtrans_simulator.models import Page, Status, Transaction
from tools.midtrans_simulator.refusals import Refused


def _refused(code, *messages):
    return JsonResponse({"error_messages": list(messages)}, status=code)


def _unknown_key(request):
    return _refused(401, "Access denied due to unauthorized transaction, please check client or server key")


def _answered(view):
    """Only POST with the key; refusals in Snap's shape."""

    def answering(request, *args, **kwargs):
        if request.method != "POST":
            return _refused(405, "method not allowed")
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return _refused(refusal.code, *refusal.messages)

    return for_key_holders(_unknown_key)(answering)


@faults.disturbed_by("snap")
@_answered
def create(request):
    body = _read(request.body)
    page = _open(body, notifications.addresses(request.headers))
    address = settings.SIMULATOR.public_url + reverse("page", args=[page.token])
    return JsonResponse({"token": str(page.token), "redirect_url": address}, status=201)


def _read(raw):
    if len(raw) > validation.MOST_BYTES:
        raise Refused(400, "request body is larger than 16 kB")
    try:
        body = json.loads(raw)
        # Half of a surrogate pair cannot be shown to anybody.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refused(400, "request body is no JSON") from None
    if found := validation.problems(body):
        raise Refused(400, *found)
    return body


@database.atomic
def _open(body, addresses):
    """Midtrans: an order_id may come again until a way to pay was chosen, and after it expired; the old token dies."""
    details, now = body["transaction_details"], clock.now()
    order_id = details["order_id"]
    if Transaction.objects.filter(page__order_id=order_id).exclude(status=Status.EXPIRE).exists():
        raise Refused(400, "transaction_details.order_id sudah digunakan")
    Page.objects.filter(order_id=order_id, closed="").update(closed=Page.Closed.BY_NEWER, closed_at=now)
    return Page.objects.create(
        order_id=order_id,
        amount=details["gross_amount"],
        request=body,
        notification_urls=addresses,
        opened_at=now,
        expires_at=page_end(body, now),
    )


@faults.disturbed_by("snap")
@_answered
@database.atomic
def cancel(request, token):
    """Midtrans: cancel a Snap page on which nothing was chosen yet."""
    page = Page.objects.filter(pk=token).first()
    if page is None:
        raise Refused(404, "transaction is not found")
    if page.closed:
        raise Refused(400, "transaction has been canceled")
    if page.latest:
        raise Refused(400, "transaction is on progress")
    page.closed, page.closed_at = Page.Closed.BY_SHOP, clock.now()
    page.save(update_fields=["closed", "closed_at"])
    return JsonResponse({"canceled_at": clock.as_midtrans_writes(page.closed_at)})


@_answered
def not_found(request, token):
    raise Refused(404, "transaction is not found")
