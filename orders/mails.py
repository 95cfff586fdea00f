"""What the shop writes to buyers and UPTs: one message an event and address, sent by the worker after the commit."""

import logging
from datetime import timedelta
from functools import partial
from smtplib import SMTPException

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from orders.letters import letter
from orders.models import Order, OrderMail

logger = logging.getLogger(__name__)
# Whoever takes longer over one message has died over it.
IN_HAND = timedelta(minutes=5)
RETRY_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=3)
MOST_A_ROUND = 200


class Event(models.TextChoices):
    """Each has its templates: emails/<event>_subject.txt, emails/<event>.txt and emails/<event>.html."""

    PLACED = "placed"
    PAID = "paid"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    PAYMENT_FAILED = "payment_failed"
    PAYMENT_REVERSED = "payment_reversed"
    PAID_TWICE = "paid_twice"
    REFUND_DUE = "refund_due"
    SHIPPED = "shipped"
    READY_FOR_PICKUP = "ready_for_pickup"
    PICKUP_REMINDER = "pickup_reminder"
    NOT_FETCHED = "not_fetched"
    DELIVERED = "delivered"
    DELAYED = "delayed"
    WITHDRAWN = "withdrawn"
    TO_PACK = "to_pack"
    NOT_TO_PACK = "not_to_pack"
    LINK = "link"
    NEW_LINK = "new_link"


def tell_buyer(order, event, part=None, parcel=None):
    """Queue a message to the buyer, once: about the UptOrder `part`, or one `parcel` of it, or one change of its day.

    Call inside the event's transaction. Returns False if it was queued before.
    """
    return _queue(order, event, part, order.guest_email, parcel)


def tell_upt(part, event):
    """Queue a message to the UPT of one part of an order, once."""
    _queue(part.order, event, part, part.upt.email)


def tell_again(order, event):
    """Queue a message to the buyer whether or not it went before; what it says is written when it is sent."""
    transaction.on_commit(partial(send.enqueue, _unsent(order, event).pk))


def _unsent(order, event):
    """The buyer's message of this event, as if it had never been sent."""
    mail, _is_new = OrderMail.objects.update_or_create(
        order=order,
        event=event,
        recipient=order.guest_email,
        defaults={"sent_at": None, "tried_at": None, "queued_at": timezone.now(), "error": ""},
    )
    return mail


def _queue(order, event, part, recipient, parcel=None):
    name = _name_of(order, event, part, parcel)
    mail, is_new = OrderMail.objects.get_or_create(order=order, event=name, recipient=recipient)
    if is_new:
        transaction.on_commit(partial(send.enqueue, mail.pk))
    return is_new


def _name_of(order, event, part, parcel):
    """What tells one message of an order from another: event:part:parcel:round, without what is empty at the end.

    A payment that the bank takes back begins a new round, in which what was told before may be news again.
    """
    reversals = order.mails.filter(event__startswith=Event.PAYMENT_REVERSED).count()
    places = (
        event,
        part.number if part else "",
        parcel.pk if parcel else "",
        reversals + 1 if reversals else "",
    )
    return ":".join(map(str, places)).rstrip(":")


@task()
def send(mail_id):
    """Write and send one queued message. What the mail server refuses is kept with its reason, for `resend_unsent`."""
    mail = _take(mail_id)
    if mail is None:
        return
    try:
        letter(mail).send()
    except (SMTPException, OSError) as error:
        logger.warning("mail %s (%s) was not sent: %s", mail.pk, mail.event, error)
        OrderMail.objects.filter(pk=mail.pk).update(error=f"{type(error).__name__}: {error}"[:300])
        return
    OrderMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), error="")


@task()
def send_link(number, email):
    """Mail the link of an order once more, if this is its number and its buyer's e-mail; else do nothing."""
    order = Order.objects.filter(number=number, guest_email__iexact=email).first()
    if order:
        send.enqueue(_unsent(order, Event.LINK).pk)


def resend_unsent() -> int:
    """Queue again what the mail server refused, or what was lost with a worker; after some days staff have to look."""
    now = timezone.now()
    due = OrderMail.objects.filter(
        sent_at=None, queued_at__lt=now - RETRY_AFTER, queued_at__gt=now - GIVE_UP_AFTER
    ).exclude(tried_at__gt=now - RETRY_AFTER)
    keys = list(due.order_by("queued_at").values_list("pk", flat=True)[:MOST_A_ROUND])
    for key in keys:
        send.enqueue(key)
    return len(keys)


def _take(mail_id):
    """The message, unless it was sent or somebody else has it in hand: sending holds no lock in the database."""
    now = timezone.now()
    free = Q(tried_at=None) | Q(tried_at__lt=now - IN_HAND)
    if not OrderMail.objects.filter(free, pk=mail_id, sent_at=None).update(tried_at=now):
        return None
    return OrderMail.objects.select_related("order__shipping_address").get(pk=mail_id)
