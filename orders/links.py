"""Orders by their unguessable address."""

from django.db import transaction
from django.http import Http404
from django.utils.crypto import constant_time_compare

from orders import mails, workflow
from orders.models import Order
from orders.models.order import new_token
from upt_accounts.states.machine import history, record

# What the history says of it: that it happened, never the tokens themselves.
FIELD, REPLACED = "token", "link_replaced"


def find_by_link(number, token) -> Order:
    """The order behind an unguessable address; wrong and unknown read the same (404). A new token ends the old link."""
    order = Order.objects.select_related("shipping_address").filter(number=number).first()
    if order is None or not constant_time_compare(order.token, token):
        raise Http404
    return order


def edition_of(order) -> str:
    """Which link of this order is in force, counted; a page keeps it until its button is pressed."""
    return str(history(order).filter(field=FIELD).count())


@transaction.atomic
def replace_link(order, *, edition, actor) -> bool:
    """Give the order a new address and mail that to the buyer; the old one reads as unknown from now on.

    Returns False where the link of that `edition` was replaced already: by the same button pressed twice, or by
    somebody else at the same moment. One more link would only make a dead one of that just sent.
    """
    order = workflow.lock(order)
    if edition_of(order) != edition:
        return False
    order.token = new_token()
    order.save(update_fields=["token"])
    record(order, "", REPLACED, field=FIELD, actor=actor)
    mails.tell_again(order, mails.Event.NEW_LINK)
    return True
