"""The page of one order, for whoever holds its link."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from orders.links import find_by_link
from orders.payments.workflow import open_attempt_of
from orders.timeline import timeline_of


@never_cache
@require_safe
def order_page(request, number, token):
    order = find_by_link(number, token)
    parts = list(
        order.upt_orders.select_related("upt", "service__courier").prefetch_related(
            "lines__product", "parcels__courier"
        )
    )
    for part in parts:
        part.timeline = timeline_of(part)
    response = render(
        request,
        "orders/order.html",
        {"order": order, "parts": parts, "can_pay": open_attempt_of(order) is not None},
    )
    # The address itself is the key: it must not leak to the courier's site, nor into a search engine.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
