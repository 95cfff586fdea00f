"""The payment page: what the customer sees at Midtrans."""

import segno
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tools.midtrans_simulator import bodies, transactions
from tools.midtrans_simulator.channels import CHANNELS, offered
from tools.midtrans_simulator.links import with_query
from tools.midtrans_simulator.models import Page, Status
from tools.midtrans_simulator.refusals import Refused

DEEDS = {
    "bayar": transactions.pay,
    "tolak": transactions.deny,
    "periksa": transactions.challenge,
    "kedaluwarsa": transactions.expire,
}
CHANGED = "Pembayaran ini sudah berubah. Di bawah ini keadaannya sekarang."


@require_http_methods(["GET", "HEAD", "POST"])
def show(request, token):
    page = get_object_or_404(Page, pk=token)
    if request.method != "POST":
        return render(request, "simulator/page.html", _context(page, again="ganti" in request.GET))
    deed, way = request.POST.get("aksi"), CHANNELS.get(request.POST.get("cara"))
    if deed == "ganti":
        return redirect(f"{request.path}?ganti")
    if way in _ways(page):
        return _try(request, page, transactions.choose, page, way)
    if deed in DEEDS and page.latest:
        return _try(request, page, DEEDS[deed], page.latest)
    return HttpResponseBadRequest("Tombol ini tidak dikenal.")


def _try(request, page, step, *arguments):
    try:
        step(*arguments)
    except Refused as refusal:
        told = refusal.messages[0] if refusal.code == transactions.BANK_SAYS_NO else CHANGED
        context = _context(page, again=True) | {"trouble": told}
        return render(request, "simulator/page.html", context, status=409)
    return redirect(request.path)


def _ways(page):
    return offered(page.request.get("enabled_payments"))


def _context(page, *, again):
    """`again`: another way to pay is wanted; before the first choice the list is there anyway."""
    latest, is_open = page.latest, transactions.is_open(page)
    choosing = is_open and (latest is None or again)
    return {
        "page": page,
        "transaction": None if choosing else latest,
        "channel": CHANNELS[latest.channel] if latest else None,
        "is_pending": bool(latest) and latest.status == Status.PENDING,
        "is_open": is_open,
        "ways": _ways(page) if choosing else [],
        "ends_at": latest.expires_at if latest and not choosing else page.expires_at,
        "items": page.request.get("item_details") or [],
        "customer": page.request.get("customer_details") or {},
        "way_back": _way_back(page, latest),
    }


def _way_back(page, latest):
    """Midtrans: the finish address gets order_id, status_code and transaction_status."""
    address = (page.request.get("callbacks") or {}).get("finish")
    if not address:
        return ""
    told = {"order_id": page.order_id}
    if latest:
        code = bodies.code_of(latest.status, latest.fraud_status)
        told |= {"status_code": code, "transaction_status": latest.status}
    return with_query(address, told)


@require_safe
def qr(request, token):
    latest = get_object_or_404(Page, pk=token).latest
    if latest is None or "qr_string" not in latest.details:
        return HttpResponse(status=404)
    code = segno.make(latest.details["qr_string"], error="m")
    response = HttpResponse(content_type="image/svg+xml")
    code.save(response, kind="svg", scale=4, light="#fff")
    return response
