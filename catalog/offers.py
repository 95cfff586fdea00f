"""What the page of one product lets a buyer choose: from where it comes, or of which day of the oven; in words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import days
from catalog.capacity.oven import DAYS_AHEAD, planned_on
from catalog.capacity.pickup import hours_of, offered
from catalog.promises import calendar_of, promise_of, supplies_of, today_at, work_begins_on

# So many days fit beside each other twice over on a phone; who plans further ahead asks the UPT.
DAYS_SHOWN = 6


@dataclass(frozen=True)
class DayOffer:
    """One day of the oven: how many are `left`; in words until when it can be ordered and when it can be fetched."""

    day: date
    left: int
    deadline: str = ""
    fetching: tuple[tuple[str, list[str]], ...] = ()
    is_chosen: bool = False


def ways_of(product, at=None) -> list:
    """The promise of each way in which the product can be had, the one offered first in front."""
    return [promise_of(product, supply=supply, at=at) for supply in supplies_of(product)]


def days_of(product, promise) -> list[DayOffer]:
    """The next days of the oven, full ones too; needs `full_days` besides what the promise is reckoned from.

    One query where there are days to choose from, for the hours in which they can be fetched.
    """
    calendar = calendar_of(product)
    offers = [DayOffer(day, 0) for day in product.full_days if calendar.is_open(day)]
    hours = hours_of([product.upt])[product.upt_id] if promise.days else []
    for batch in promise.days:
        offers.append(
            DayOffer(
                batch.day,
                batch.left,
                deadline(batch, product.upt),
                tuple(_fetching(offered(hours, ready_on=batch.day, day=batch.day))),
                batch.day == promise.ships_on,
            )
        )
    return sorted(offers, key=lambda offer: offer.day)[:DAYS_SHOWN]


def _fetching(windows):
    """An outlet at a time: ("Ambil besok di Toko Roti Le Panile", ["07.00–09.00 sisa 12", "10.00–12.00 penuh"])."""
    for outlet, there in groupby(windows, key=lambda window: window.outlet):
        there = list(there)
        values = {"when": near(there[0].day, today_at(outlet.upt)), "place": outlet.name}
        yield _("Ambil %(when)s di %(place)s") % values, [f"{each.hours} {_room(each)}" for each in there]


def _room(window):
    return _("sisa %(count)d") % {"count": window.left} if window.is_free else _("penuh")


def near(day, today) -> str:
    """ "besok", or the day itself."""
    return _("besok") if day == today + timedelta(days=1) else days.weekday(day)


def deadline(batch, upt) -> str:
    """ "Pesan sebelum Rabu 20.00 WIB untuk Kamis, 26 November." """
    until = batch.order_by.astimezone(ZoneInfo(upt.time_zone))
    values = {
        "time": f"{date_format(until, 'H.i')} {upt.get_time_zone_display()}",
        "weekday": date_format(until, "l"),
        "day": days.weekday(batch.day),
    }
    ahead = (until.date() - today_at(upt)).days
    if ahead == 0:
        return _("Pesan sebelum %(time)s hari ini untuk %(day)s.") % values
    if ahead < 7:
        return _("Pesan sebelum %(weekday)s %(time)s untuk %(day)s.") % values
    return _("Pesan sebelum %(date)s %(time)s untuk %(day)s.") % (values | {"date": days.day(until.date())})


def when_it_opens(product) -> str:
    """Where all days of the oven are full: until when, and when the next one can be ordered."""
    last = today_at(product.upt) + timedelta(days=DAYS_AHEAD)
    coming = (last + timedelta(days=ahead) for ahead in range(1, 8))
    opened = next((day for day in coming if planned_on(product, day)), None)
    if opened is None:
        return _("Sedang tidak dibuat. Tanyakan kepada UPT kapan dibuat lagi.")
    values = {"day": days.weekday(opened), "on": days.weekday(opened - timedelta(days=DAYS_AHEAD))}
    return _("Berikutnya untuk %(day)s, dapat dipesan mulai %(on)s.") % values


def queue_words(product, promise, at: datetime | None = None) -> str:
    """How long a piece made to order waits for a free place of work, and how long its making takes."""
    begins = work_begins_on(product, product.upt, at)
    starts = min(slot.first_day for slot in promise.slots)
    waits = calendar_of(product, at).count(begins, starts - timedelta(days=1))
    values = {"count": waits, "days": product.lead_time_days, "day": days.weekday(starts)}
    if not waits:
        return _("Tidak ada antrean: mulai dikerjakan %(day)s, selama %(days)d hari kerja.") % values
    return (
        ngettext(
            "Antre %(count)d hari kerja, lalu dikerjakan mulai %(day)s selama %(days)d hari kerja.",
            "Antre %(count)d hari kerja, lalu dikerjakan mulai %(day)s selama %(days)d hari kerja.",
            waits,
        )
        % values
    )
