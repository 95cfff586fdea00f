"""The Core API about a transaction that exists (Midtrans: Core API). order_id or transaction_id stand in the path."""

import json
import uuid

from django.http import JsonResponse

from tools.midtrans_simulator import bodies, faults, refunds, transactions
from tools.midtrans_simulator.guards import for_key_holders
from tools.midtrans_simulator.models import Transaction
from tools.midtrans_simulator.refusals import Refused
from tools.midtrans_simulator.signature import gross


def _refused(code, message):
    """Midtrans tells refusals in the body; the HTTP code follows it, save where the body reports a success."""
    body = {"status_code": str(code), "status_message": message, "id": str(uuid.uuid4())}
    return JsonResponse(body, status=code if code >= 400 else 200)


def _unknown_key(request, *args):
    return _refused(401, "Transaction cannot be authorized with the current client/server key.")


def _answered(method):
    def decorate(view):
        def answering(request, key):
            if request.method != method:
                return _refused(405, "HTTP method is not allowed.")
            try:
                return JsonResponse(view(request, _find(key)))
            except Refused as refusal:
                return _refused(refusal.code, refusal.messages[0])

        return for_key_holders(_unknown_key)(answering)

    return decorate


def _find(key):
    """By transaction_id, or the latest try of an order_id. A page without a choice is no transaction yet."""
    known = Transaction.objects.select_related("page")
    found = known.filter(page__order_id=key).order_by("-number").first()
    if found is None and (identity := _uuid(key)):
        found = known.filter(id=identity).first()
    if found is None:
        raise Refused(404, "Transaction doesn't exist.")
    return found


def _uuid(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@faults.disturbed_by("status")
@_answered("GET")
def status(request, transaction):
    return bodies.answer(transaction)


def _step(act, message, code):
    @faults.disturbed_by("tindakan")
    @_answered("POST")
    def view(request, transaction):
        return bodies.answer(act(transaction), code) | {"status_message": message}

    return view


cancel = _step(transactions.cancel, "Success, transaction is canceled", "200")
# Midtrans: 407 here is a success.
expire = _step(transactions.expire, "Success, transaction is expired", "407")
approve = _step(transactions.approve, "Success, transaction is approved", "200")
deny = _step(transactions.deny_challenged, "Success, transaction is denied", "200")


@faults.disturbed_by("tindakan")
@_answered("POST")
def refund(request, transaction):
    asked = _read(request.body)
    done = refunds.refund(
        transaction,
        key=asked.get("refund_key") or "",
        amount=asked.get("amount"),
        reason=asked.get("reason") or "",
    )
    last = done.refunds.last()
    return bodies.answer(done) | {
        "status_message": "Success, refund request is approved",
        "refund_key": last.key,
        "refund_chargeback_id": last.pk,
        "refund_amount": gross(last.amount),
    }


def _read(raw):
    try:
        body = json.loads(raw or b"{}")
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refused(413, "The request cannot be processed due to malformed syntax in the request body.")
    return body
