"""Goods that buyers fetch: where and when in words, and the code that shows whose they are."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.capacity import pickup
from catalog.capacity.models import NoShow
from catalog.days import weekday
from catalog.promises import today_at
from orders.models import UptOrder
from orders.querysets import AWAITED

__all__ = ["AWAITED", "cleaned_code", "new_code", "outlet_and_day", "place_and_time", "rule_of"]

# Without those that are taken for one another when read aloud or typed.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6


def new_code(upt) -> str:
    """A code that no part of this UPT has: guessing one of a day's dozens takes some ten million tries."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _place in range(LENGTH))
        if not UptOrder.objects.filter(upt=upt, pickup_code=code).exists():
            return code


def cleaned_code(typed: str) -> str:
    """A code as somebody types it: small letters, blanks and dashes do not matter."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def moved_window(part, day):
    """Book another window of the same outlet for what will be ready on `day`, at the same hour where there is one.

    The old one is given back. None where the week after that day has no room: then any hour is as good as another.
    """
    before = part.window
    hours = pickup.hours_of([part.upt])[part.upt_id]
    free = [
        window
        for window in pickup.offered(hours, ready_on=day)
        if window.is_free and window.outlet.pk == before.outlet_id
    ]
    free.sort(key=lambda window: (window.opens != before.opens, window.day, window.opens))
    pickup.release(before)
    return next((row for window in free if (row := pickup.reserve(window))), None)


def outlet_and_day(window) -> str:
    return f"{window.outlet.name} · {weekday(window.day)}"


def place_and_time(window) -> str:
    """For who reads it now: "Ambil besok, 07.00–09.00 WIB, di Toko Roti Le Panile, Jalan …". A window, or its row."""
    return _in_words(window, _when(window), f"{window.outlet.name}, {window.outlet.address}") + _hint(window)


def place_and_time_shortly(window) -> str:
    """The same without the address."""
    return _in_words(window, _when(window), window.outlet.name)


def place_and_time_later(window) -> str:
    """For a message that is read on some other day: "Ambil Rabu, 25 November, 07.00–09.00 WIB, di …"."""
    where = f"{window.outlet.name}, {window.outlet.address}"
    return _in_words(window, weekday(window.day), where) + _hint(window)


def rule_of(window) -> str:
    """What becomes of goods that nobody fetches, to be known before buying."""
    outlet = window.outlet
    text = (
        _("Yang tidak diambil sampai %(day)s, %(hour)s, dibatalkan dan uangnya kami kembalikan.")
        if outlet.no_show == NoShow.REFUND
        else _("Yang tidak diambil sampai %(day)s, %(hour)s, hangus dan uangnya tidak dikembalikan.")
    )
    last = window.day + timedelta(days=outlet.keeps_days)
    return text % {"day": weekday(last), "hour": f"{window.closes:%H.%M}"}


def _in_words(window, when, where):
    values = {"when": when, "hours": window.hours, "zone": pickup.starts_at(window).tzname(), "where": where}
    return _("Ambil %(when)s, %(hours)s %(zone)s, di %(where)s.") % values


def _hint(window):
    hint = window.outlet.hint.rstrip(".")
    return f" {hint}." if hint else ""


def _when(window):
    today = today_at(window.outlet.upt, timezone.now())
    return {0: _("hari ini"), 1: _("besok")}.get((window.day - today).days) or weekday(window.day)
