"""When goods can be fetched: the windows of the days ahead, and how one is booked and given back.

Weekly hours say which windows there are; a dated row (`PickupWindow`) says what one day made of it: how many have
booked, another capacity, closed. The row is made when it is first needed. A time is that of the UPT's own clock.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from catalog.capacity.models import Closure, Outlet, PickupHours, PickupWindow
from upt_accounts.states.machine import record

# Who orders now must still be able to pay, and the UPT to find the goods.
LEAD = timedelta(hours=2)
DAYS_OFFERED = 7
# The rows of so many days are read along with the hours of a week.
DAYS_READ = 60


class WindowRefused(Exception):
    """The window cannot become so; the text can be shown to a person."""


@dataclass(frozen=True)
class Window:
    """One window of one day as it stands now, whether or not its row is there yet."""

    outlet: Outlet
    day: date
    opens: time
    closes: time
    capacity: int
    taken: int = 0
    is_closed: bool = False

    @property
    def code(self) -> str:
        """Names the window in forms and in the session."""
        return f"{self.outlet.pk}-{self.day:%Y%m%d}-{self.opens:%H%M}"

    @property
    def left(self):
        return max(self.capacity - self.taken, 0)

    @property
    def is_free(self):
        return not self.is_closed and self.left > 0

    @property
    def hours(self):
        return f"{self.opens:%H.%M}–{self.closes:%H.%M}"

    @property
    def starts_at(self) -> datetime:
        return starts_at(self)


def starts_at(window) -> datetime:
    """The moment at which a window opens; needs the outlet's UPT."""
    return datetime.combine(window.day, window.opens, ZoneInfo(window.outlet.upt.time_zone))


def ends_at(window) -> datetime:
    return datetime.combine(window.day, window.closes, ZoneInfo(window.outlet.upt.time_zone))


def hours_of(upts) -> dict[int, list[PickupHours]]:
    """The weekly hours of the open outlets, by the key of their UPT, in one query for any number of UPTs.

    Each comes with its dated rows and with the days on which its UPT is closed.
    """
    today = timezone.now().date() - timedelta(days=1)
    rows = PickupWindow.objects.filter(
        outlet=OuterRef("outlet"),
        opens=OuterRef("opens"),
        day__range=(today, today + timedelta(days=DAYS_READ)),
    ).order_by("day")
    closures = Closure.objects.filter(
        Q(upt=None) | Q(upt=OuterRef("outlet__upt")), workshop=None, last_day__gte=today
    ).order_by("first_day")
    hours = (
        PickupHours.objects.filter(outlet__upt__in=[upt.pk for upt in upts], outlet__is_active=True)
        .select_related("outlet__upt")
        .annotate(
            rows=ArraySubquery(
                rows.values(
                    row=JSONObject(day="day", capacity="capacity", taken="taken", is_closed="is_closed")
                )
            ),
            closed_spans=ArraySubquery(closures.values(span=JSONObject(first="first_day", last="last_day"))),
        )
        .order_by("outlet__name", "outlet_id", "weekday", "opens")
    )
    found = defaultdict(list)
    for each in hours:
        found[each.outlet.upt_id].append(each)
    return found


def windows_on(hours, day) -> list[Window]:
    """The windows of one day, full and closed ones as well, in the order of outlets and hours."""
    return [_window(each, day) for each in hours if each.weekday == day.weekday() and not _is_shut(each, day)]


def _is_shut(hours, day):
    return any(parse_date(span["first"]) <= day <= parse_date(span["last"]) for span in hours.closed_spans)


def _window(hours, day):
    row = next((row for row in hours.rows if parse_date(row["day"]) == day), None)
    facts = row or {"capacity": hours.capacity, "taken": 0, "is_closed": False}
    return Window(
        hours.outlet, day, hours.opens, hours.closes, facts["capacity"], facts["taken"], facts["is_closed"]
    )


def offered(hours, *, ready_on: date, day: date | None = None, at: datetime | None = None) -> list[Window]:
    """The windows in which goods that are ready on `ready_on` can be fetched, full and closed ones as well.

    What is made for one `day` is fetched on that day. Else a week is offered: on the day itself only what opens after
    the UPT's cut-off hour, as goods of that day are packed until then.
    """
    soonest = (at or timezone.now()) + LEAD
    ahead = [day] if day else [ready_on + timedelta(days=step) for step in range(DAYS_OFFERED)]
    return [
        window
        for each in ahead
        for window in windows_on(hours, each)
        if window.starts_at >= soonest and (day or each > ready_on or _is_packed(window))
    ]


def _is_packed(window):
    return window.opens.hour >= window.outlet.upt.cutoff_hour


# --- Booking ---------------------------------------------------------------------------------------------------------
def reserve(window: Window) -> PickupWindow | None:
    """Book one order into a window in one conditional statement; None when it is full or closed by now."""
    free = _row(window).filter(is_closed=False, taken__lt=F("capacity"))
    return _row(window).get() if free.update(taken=F("taken") + 1) else None


def take_again(row) -> bool:
    """Late money: the same window once more, while it is free and not begun."""
    if starts_at(row) <= timezone.now():
        return False
    free = PickupWindow.objects.filter(pk=row.pk, is_closed=False, taken__lt=F("capacity"))
    return bool(free.update(taken=F("taken") + 1))


def release(row):
    """Give a place back; the caller makes sure it happens once."""
    PickupWindow.objects.filter(pk=row.pk).update(taken=F("taken") - 1)


def _row(window):
    """The window's row, made if it is not there; of two who make it at once the second waits and finds it."""
    known = {"outlet": window.outlet, "day": window.day, "opens": window.opens}
    PickupWindow.objects.bulk_create(
        [PickupWindow(**known, closes=window.closes, capacity=window.capacity)], ignore_conflicts=True
    )
    return PickupWindow.objects.filter(**known)


# --- The desk --------------------------------------------------------------------------------------------------------
@transaction.atomic
def set_capacity(window: Window, capacity: int, *, actor=None) -> bool:
    """How many orders are handed out in a window of one day: never fewer than have booked it."""
    row = _row(window).select_for_update().get()
    if capacity < row.taken:
        raise WindowRefused(
            _("Sudah dipesan %(taken)d, jadi tidak dapat kurang dari itu.") % {"taken": row.taken}
        )
    if capacity == row.capacity:
        return False
    PickupWindow.objects.filter(pk=row.pk).update(capacity=capacity)
    record(row, str(row.capacity), str(capacity), field="capacity", actor=actor)
    return True


@transaction.atomic
def set_closed(window: Window, is_closed: bool, *, actor=None) -> bool:
    """No more orders into a window, or again; what is booked stays booked. Returns False if it was so already."""
    row = _row(window).select_for_update().get()
    if row.is_closed == is_closed:
        return False
    PickupWindow.objects.filter(pk=row.pk).update(is_closed=is_closed)
    words = ("open", "closed") if is_closed else ("closed", "open")
    record(row, *words, field="is_closed", actor=actor)
    return True
