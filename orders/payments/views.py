"""Paying an order from its page."""

from django.contrib import messages
from django.http import HttpResponseForbidden
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from orders.basket.same_origin import is_same_origin
from orders.links import find_by_link
from orders.payments.exceptions import PaymentNotStarted
from orders.payments.workflow import open_attempt_of, start


@csrf_exempt
@require_POST
def pay(request, number, token):
    """Lead the buyer to the payment page of the open attempt. The order's page carries no token: origin is checked."""
    if not is_same_origin(request):
        return HttpResponseForbidden(_("Permintaan ini tidak berasal dari toko kami."))
    order = find_by_link(number, token)
    attempt = open_attempt_of(order)
    if attempt is None:
        return redirect(order)
    try:
        return redirect(start(attempt))
    except PaymentNotStarted:
        messages.error(request, _("Halaman pembayaran belum dapat dibuka. Pesanan Anda tetap tersimpan; coba lagi sebentar lagi."))
        return redirect(order)
