"""Correcting a tracking number that was typed wrong; what stood there before stays in the part's history."""

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import Parcel
from orders.workflow import lock
from upt_accounts.states.machine import TransitionRefused, record


@transaction.atomic
def correct_tracking(parcel, *, courier, tracking_number, actor):
    """Give a parcel that is on its way its right courier and number. Returns False if it had them."""
    lock(parcel.upt_order.order)
    parcel = Parcel.objects.select_related("upt_order", "courier").get(pk=parcel.pk)
    if parcel.delivered_at:
        raise TransitionRefused(_("Nomor resi hanya dapat diperbaiki selama paket dalam perjalanan."))
    if (parcel.courier, parcel.tracking_number) == (courier, tracking_number):
        return False
    old = parcel.tracking_number
    parcel.courier, parcel.tracking_number = courier, tracking_number
    parcel.save(update_fields=["courier", "tracking_number"])
    record(parcel.upt_order, old, tracking_number, field="tracking_number", actor=actor)
    return True
