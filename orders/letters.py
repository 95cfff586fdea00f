"""The message of one event as a mail: plain words and the same words as HTML, in the language of who gets it."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from orders import days
from orders.models import Parcel

# What petugas read is Indonesian, whatever the buyer chose.
TO_UPT = "to_pack"


def letter(mail) -> EmailMultiAlternatives:
    """`mail` is an OrderMail; its event is a name, or a name and the number of the part it is about."""
    event, _colon, part_number = mail.event.partition(":")
    order = mail.order
    parts = order.upt_orders.select_related("upt", "service").prefetch_related("lines__product")
    part = parts.filter(number=part_number).first() if part_number else None
    with translation.override(settings.LANGUAGE_CODE if event == TO_UPT else order.language):
        context = {
            "order": order,
            "part": part,
            # A UPT is told of its own part alone.
            "parts": [part] if part else list(parts),
            "parcels": list(Parcel.objects.filter(upt_order=part).select_related("courier")) if part else [],
            "deadline": days.stamp(order.expires_at),
            "site_url": settings.SITE_URL,
            "order_url": settings.SITE_URL + order.get_absolute_url(),
        }
        return _written(event, context, mail.recipient)


def _written(event, context, recipient):
    subject = " ".join(render_to_string(f"emails/{event}_subject.txt", context).split())
    message = EmailMultiAlternatives(
        subject, render_to_string(f"emails/{event}.txt", context), to=[recipient]
    )
    message.attach_alternative(render_to_string(f"emails/{event}.html", context), "text/html")
    return message
