"""When goods leave the UPT: worked out before the basket, held at checkout, kept on the UptOrder.

A day counts in the UPT's own time zone. UPTs work Monday to Friday except on national holidays; kitchens bake every
day.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

import holidays
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.models import Availability

FEW = 9


@dataclass(frozen=True)
class Promise:
    """`ships_on` is the last day on which it leaves the UPT; the rest is how a card or page says it."""

    kind: str
    ships_on: date
    available: int
    text: str
    icon: str
    tone: str
    # Pieces of the whole day, for what is made daily.
    batch: int | None = None

    @property
    def sold_out(self):
        return self.available <= 0

    @property
    def is_nearly_gone(self):
        """Of a day's batch: fewer than four pieces left, or more than 85 per cent taken."""
        return self.available < 4 or self.available < 0.15 * self.batch


@lru_cache
def _national_holidays(language="id"):
    return holidays.country_holidays("ID", language=language)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _national_holidays()


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`; 0 gives `day` itself or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    for _step in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def next_holidays(day: date, count: int = 2):
    """The next national holidays from `day` on that fall on working days: (day, name)."""
    ahead = (day + timedelta(days=step) for step in range(366))
    known = _national_holidays("en_US" if get_language() == "en" else "id")
    found = ((one, known[one]) for one in ahead if one.weekday() < 5 and one in known)
    return list(islice(found, count))


def ships_on(product, upt, at: datetime | None = None) -> date:
    """The day by which one more piece of `product`, paid at `at` (now), leaves the UPT."""
    local = (at or timezone.now()).astimezone(ZoneInfo(upt.time_zone))
    late = local.hour >= upt.cutoff_hour
    today = local.date()
    if product.availability == Availability.DAILY_BATCH:
        return today + timedelta(days=2 if late else 1)
    begins = add_working_days(today + timedelta(days=1) if late else today, 0)
    if product.availability == Availability.MADE_TO_ORDER:
        return add_working_days(begins, product.lead_time_days)
    return begins


def promise_of(product, upt=None, *, available: int | None = None, at: datetime | None = None) -> Promise:
    """The promise of a product that was read with `priced()` (or give `available` pieces)."""
    upt = upt or product.upt
    at = at or timezone.now()
    left = product.available if available is None else available
    day = ships_on(product, upt, at)
    text, icon, tone = _in_words(product, day, left or 0, at.astimezone(ZoneInfo(upt.time_zone)).date())
    batch = product.daily_capacity if product.availability == Availability.DAILY_BATCH else None
    return Promise(product.availability, day, left or 0, text, icon, tone, batch)


def _in_words(product, day, left, today):
    if left <= 0:
        daily = product.availability == Availability.DAILY_BATCH
        return (_("Habis untuk hari ini") if daily else _("Sedang habis")), "x", "quiet"
    if product.availability == Availability.MADE_TO_ORDER:
        days = product.lead_time_days
        made = ngettext("Dibuat ±%(days)d hari", "Dibuat ±%(days)d hari", days) % {"days": days}
        return made, "hourglass", "amber"
    if product.availability == Availability.DAILY_BATCH:
        fresh = _("Segar besok") if day == today + timedelta(days=1) else _("Segar lusa")
        return f"{fresh} · {_left(left)}", "croissant", "amber"
    if left <= FEW:
        return " · ".join([_("Siap kirim"), _left(left)]), "circle-check", "leaf"
    return _("Siap kirim"), "circle-check", "leaf"


def _left(count):
    return _("sisa %(count)d") % {"count": count}
