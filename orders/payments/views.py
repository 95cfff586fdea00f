"""Paying an order from its page, asking whether the money arrived, giving the order up.

The order's page carries no token and needs no session: each of these asks instead where the POST comes from, and what
it has to say travels in the address, as the name of a sentence in `orders.payments.facts.NEWS`.
"""

from functools import wraps

from django.http import HttpResponseForbidden
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from orders.basket.same_origin import is_same_origin
from orders.links import find_by_link
from orders.payments import workflow
from orders.payments.checking import NoAnswer
from orders.payments.exceptions import CancelRefused, NothingToPay, PaymentNotStarted


def by_link_from_our_own_page(view):
    """Give the view the order instead of its number and token."""

    @csrf_exempt
    @never_cache
    @require_POST
    @wraps(view)
    def guarded(request, number, token):
        if not is_same_origin(request):
            return HttpResponseForbidden(_("Permintaan ini tidak berasal dari toko kami."))
        return view(request, find_by_link(number, token))

    return guarded


@by_link_from_our_own_page
def pay(request, order):
    """Lead the buyer to Midtrans' page: to the open one, or with `cara=lain` to a fresh one for another way to pay."""
    find_page = workflow.pay_another_way if request.POST.get("cara") == "lain" else workflow.pay
    try:
        return redirect(find_page(order))
    except NothingToPay:
        return redirect(order)
    except PaymentNotStarted:
        return _to_page(order, "belum-terbuka")


@by_link_from_our_own_page
def check(request, order):
    """Ask Midtrans now; the order's page then tells what is true."""
    found = workflow.check(order)
    order.refresh_from_db(fields=["paid_at"])
    if found in (NoAnswer.UNREACHABLE, NoAnswer.REFUSED):
        return _to_page(order, "tak-terjangkau")
    return redirect(order) if order.paid_at else _to_page(order, "belum-masuk")


@by_link_from_our_own_page
def cancel(request, order):
    try:
        workflow.cancel_by_buyer(order)
    except CancelRefused:
        return _to_page(order, "belum-batal")
    return redirect(order)


def _to_page(order, news):
    return redirect(f"{order.get_absolute_url()}?kabar={news}")
