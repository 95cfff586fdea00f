"""The page of one order, for whoever holds its link."""

from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from orders import page
from orders.links import find_by_link
from orders.payments.facts import key_of
from orders.payments.how_to_pay import drawn


def for_who_holds_the_link(view):
    """Give the view the order instead of its number and token. The address is the key: it must not leak anywhere."""

    @never_cache
    @require_safe
    @wraps(view)
    def guarded(request, number, token):
        response = view(request, find_by_link(number, token))
        # Neither to the courier's site, nor into a search engine.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@for_who_holds_the_link
def order_page(request, order):
    shown = page.read(order)
    news = shown.news(request.GET.get("kabar"))
    return render(request, "orders/order.html", {"page": shown, "order": order, "news": news})


@for_who_holds_the_link
def order_status(request, order):
    """A page that waits for its payment asks here whether it would read differently by now."""
    return JsonResponse({"key": key_of(order, order.attempts.last())})


@for_who_holds_the_link
def order_qr(request, order):
    """The QR as a picture to keep in a telephone: wallets read it from the gallery."""
    how = page.read(order).payment.how
    if how is None or not how.qr_text:
        raise Http404
    response = HttpResponse(content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="QRIS-{order.number}.png"'
    drawn(how.qr_text).save(response, kind="png", scale=12, border=4)
    return response
