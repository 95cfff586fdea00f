"""The page of one order, for whoever holds its link."""

from django.http import Http404
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from orders.models import Order
from orders.timeline import timeline_of


def find_by_link(number, token) -> Order:
    """The order behind an unguessable address; wrong and unknown read the same (404)."""
    order = Order.objects.select_related("shipping_address").filter(number=number).first()
    if order is None or not constant_time_compare(order.token, token):
        raise Http404
    return order


@never_cache
@require_safe
def order_page(request, number, token):
    order = find_by_link(number, token)
    parts = list(
        order.upt_orders.select_related("upt", "service__courier").prefetch_related("lines__product", "parcels__courier")
    )
    for part in parts:
        part.timeline = timeline_of(part)
    response = render(request, "orders/order.html", {"order": order, "parts": parts})
    # The address itself is the key: it must not leak to the courier's site, nor into a search engine.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
