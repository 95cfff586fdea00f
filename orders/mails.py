"""What the shop writes to buyers and UPTs: one message an event and address, sent by the worker after the commit."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from orders.models import OrderMail


class Event(models.TextChoices):
    """Each has its templates: emails/<event>_subject.txt, emails/<event>.txt and emails/<event>.html."""

    PLACED = "placed"
    PAID = "paid"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    PAYMENT_FAILED = "payment_failed"
    REFUND_DUE = "refund_due"
    SHIPPED = "shipped"
    READY_FOR_PICKUP = "ready_for_pickup"
    DELIVERED = "delivered"
    TO_PACK = "to_pack"


def tell_buyer(order, event, part=None):
    """Queue a message to the buyer, once; `part` is the UptOrder it is about. Call inside the event's transaction."""
    _queue(order, event, part, order.guest_email)


def tell_upt(part, event):
    """Queue a message to the UPT of one part of an order, once."""
    _queue(part.order, event, part, part.upt.email)


def _queue(order, event, part, recipient):
    name = f"{event}:{part.number}" if part else str(event)
    mail, is_new = OrderMail.objects.get_or_create(order=order, event=name, recipient=recipient)
    if is_new:
        transaction.on_commit(partial(send.enqueue, mail.pk))


@task()
def send(mail_id):
    """Write and send one queued message. The row's lock and `sent_at` keep a repeated task from sending it twice."""
    with transaction.atomic():
        mail = OrderMail.objects.select_for_update().select_related("order").get(pk=mail_id)
        if mail.sent_at:
            return
        write(mail).send()
        OrderMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), error="")


def write(mail):
    """The message of one row, in the buyer's language (UPTs: Indonesian)."""
    event, _colon, part_number = mail.event.partition(":")
    order = mail.order
    part = order.upt_orders.select_related("upt", "service").get(number=part_number) if part_number else None
    language = settings.LANGUAGE_CODE if event == Event.TO_PACK else order.language
    context = {
        "order": order,
        "part": part,
        "parts": order.upt_orders.select_related("upt").prefetch_related("lines"),
        "site_url": settings.SITE_URL,
        "order_url": settings.SITE_URL + order.get_absolute_url(),
    }
    with translation.override(language):
        subject = " ".join(render_to_string(f"emails/{event}_subject.txt", context).split())
        message = EmailMultiAlternatives(
            subject, render_to_string(f"emails/{event}.txt", context), to=[mail.recipient]
        )
        message.attach_alternative(render_to_string(f"emails/{event}.html", context), "text/html")
    return message
