"""What lies ready leaves on the day that follows from when it is paid; a page could only count on money at once."""

from django.utils.translation import gettext as _

from catalog.models import Availability, Product
from catalog.promises import begins_on
from orders import days
from upt_accounts.states.machine import record


def promise_anew(order, at):
    """Move the promise of parts from the shelf for which the money came after the day's hour, and say why.

    The first promise moves along: it was given for money in time, and is what the UPT is measured by. A part with a
    window keeps its day: it had to be paid before.
    """
    lines = list(order.lines.filter(supply=Availability.READY))
    products = Product.objects.promised().in_bulk({line.product_id for line in lines})
    parts = order.upt_orders.filter(window=None, pk__in={line.upt_order_id for line in lines})
    for part in parts.select_related("upt", "service"):
        goods = (products[line.product_id] for line in lines if line.upt_order_id == part.pk)
        day = max(begins_on(product, part.upt, at) for product in goods)
        if day > part.ships_on:
            _move(part, day, at)


def _move(part, day, at):
    before = part.ships_on
    part.arrives_from, part.arrives_until = part.arrival_if_sent(day)
    part.ships_on, part.first_ships_on = day, max(day, part.first_ships_on)
    part.save(update_fields=["ships_on", "first_ships_on", "arrives_from", "arrives_until"])
    reason = _("Dibayar %(moment)s") % {"moment": days.stamp(at)}
    record(part, before.isoformat(), day.isoformat(), field="ships_on", reason=reason)
