"""Which ways to pay are offered: what staff switched on, within the limit that the server's settings draw."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from orders.payments.channels import TILLS
from orders.payments.models import PaymentChannel
from upt_accounts.states.machine import TransitionRefused, record

ON, OFF = "on", "off"


def offered() -> list[str]:
    """Codes in the order of Midtrans' page; never none, as Midtrans would open no page then."""
    # The limit may have been drawn anew since, around what is switched off: a shop must be able to take money.
    return switched_on() or list(settings.MIDTRANS_CHANNELS)


def switched_on() -> list[str]:
    enabled = PaymentChannel.objects.filter(is_enabled=True).order_by("position")
    return [code for code in enabled.values_list("code", flat=True) if is_allowed(code)]


def is_allowed(code: str) -> bool:
    """Whether the settings leave it to staff; they may name a group as well (Snap: bank_transfer, cstore)."""
    limit = settings.MIDTRANS_CHANNELS
    return not limit or code in limit or _group_of(code) in limit


def _group_of(code):
    if code in TILLS:
        return "cstore"
    return "bank_transfer" if code.endswith("_va") else None


@transaction.atomic
def switch(channel, *, on: bool, actor) -> bool:
    """Offer a way to pay from the next payment page on, or no longer; False if it is so already.

    Raises TransitionRefused where nothing would be left to pay by.
    """
    # All rows, in one order: of two people who switch off the last two at once, the second finds one left.
    every = {each.pk: each for each in PaymentChannel.objects.select_for_update().order_by("pk")}
    channel = every[channel.pk]
    if channel.is_enabled == on:
        return False
    channel.is_enabled = on
    if not any(each.is_enabled and is_allowed(each.code) for each in every.values()):
        raise TransitionRefused(
            _("Harus ada setidaknya satu cara bayar. Nyalakan cara lain dulu, baru matikan %(name)s.")
            % {"name": channel}
        )
    channel.save(update_fields=["is_enabled"])
    old, new = (OFF, ON) if on else (ON, OFF)
    record(channel, old, new, field="is_enabled", actor=actor)
    return True
