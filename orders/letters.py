"""The message of one event as a mail: plain words and the same words as HTML, in the language of who gets it."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from orders import days
from orders.models import Parcel
from upt_accounts.states.machine import history

# What petugas read is Indonesian, whatever the buyer chose.
TO_UPT = {"to_pack", "not_to_pack"}
DELAYED = "delayed"


def letter(mail) -> EmailMultiAlternatives:
    """`mail` is an OrderMail; its event is a name, perhaps with a part's number and the key of one of its parcels."""
    event, part_number, parcel_key, *_rest = [*mail.event.split(":"), "", ""]
    order = mail.order
    parts = order.upt_orders.select_related("upt", "service", "window__outlet__upt").prefetch_related(
        "lines__product"
    )
    part = parts.filter(number=part_number).first() if part_number else None
    with translation.override(settings.LANGUAGE_CODE if event in TO_UPT else order.language):
        context = {
            "order": order,
            "part": part,
            # A UPT is told of its own part alone.
            "parts": [part] if part else list(parts),
            **(_change_of(part, parcel_key) if event == DELAYED else _goods_of(part, parcel_key)),
            "deadline": days.stamp(order.expires_at),
            "site_url": settings.SITE_URL,
            "order_url": settings.SITE_URL + order.get_absolute_url(),
        }
        return _written(event, context, mail.recipient)


def _goods_of(part, parcel_key):
    """The parcels that a message is about, what lies in them, and what of this part has not left yet."""
    if part is None:
        return {}
    parcels = Parcel.objects.filter(upt_order=part).select_related("courier")
    lines = list(part.lines.all())
    if not parcel_key:
        return {"parcels": list(parcels), "goods": [(line.quantity, line.full_name) for line in lines]}
    [parcel] = parcels.filter(pk=parcel_key).prefetch_related("items__line__product")
    return {
        "parcels": [parcel],
        "goods": [(item.quantity, item.line.full_name) for item in parcel.items.all()],
        "to_follow": [(line.num_unsent, line.full_name) for line in lines if line.num_unsent],
    }


def _change_of(part, key):
    """How the day of a part moved, by the key of that line of its history."""
    change = history(part).get(pk=key)
    before, now = date.fromisoformat(change.old), date.fromisoformat(change.new)
    return {"before": before, "now": now, "is_later": now > before, "reason": change.reason}


def _written(event, context, recipient):
    subject = " ".join(render_to_string(f"emails/{event}_subject.txt", context).split())
    message = EmailMultiAlternatives(
        subject, render_to_string(f"emails/{event}.txt", context), to=[recipient]
    )
    message.attach_alternative(render_to_string(f"emails/{event}.html", context), "text/html")
    return message
