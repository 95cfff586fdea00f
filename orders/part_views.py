"""What a buyer does about one parcel from the order's page: give it up before work begins, say that it arrived.

As for the payment, whoever holds the link may; what there is to say travels in the address.
"""

from django.http import Http404
from django.shortcuts import redirect

from orders import receipt
from orders.models import UptOrderStatus
from orders.payments.views import by_link_from_our_own_page
from orders.withdrawal import withdraw
from upt_accounts.states.machine import TransitionRefused


def part_of(order, request):
    """The part that the form names, else 404."""
    part = (
        order.upt_orders.select_related("upt", "order").filter(number=request.POST.get("paket", "")).first()
    )
    if part is None:
        raise Http404
    return part


@by_link_from_our_own_page
def give_up(request, order):
    try:
        withdraw(part_of(order, request))
    except TransitionRefused:
        return redirect(f"{order.get_absolute_url()}?kabar=paket-tetap")
    return redirect(order)


@by_link_from_our_own_page
def confirm_receipt(request, order):
    part = part_of(order, request)
    if part.status not in (UptOrderStatus.SHIPPED, UptOrderStatus.DELIVERED):
        return redirect(f"{order.get_absolute_url()}?kabar=paket-belum")
    receipt.confirm(part)
    return redirect(order)


@by_link_from_our_own_page
def miss(request, order):
    receipt.object_to(part_of(order, request))
    return redirect(f"{order.get_absolute_url()}?kabar=paket-dicari")
