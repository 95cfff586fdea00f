"""When goods leave the UPT: worked out before the basket, held at checkout, kept on the UptOrder, measured afterwards.

One answer for card, product page, basket, checkout, order and commands. A day counts in the UPT's own time zone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import days
from catalog.capacity.scheduling import Queue, Slot
from catalog.capacity.workdays import WorkDays, national_holidays
from catalog.models import Availability

FEW = 9
# Between the last day on a loom and the courier: look it over, pack it.
PACKING_DAYS = 1
# So many pieces made to order are offered at once; whoever wants more writes to the UPT.
MOST_MADE = 20


@dataclass(frozen=True)
class Promise:
    """`ships_on` is the last day on which it leaves the UPT; the rest is how a card or page says it.

    `kind` says where the pieces come from: shelf, loom or oven. `slots` are the places on the looms that it counts on,
    `batch` the pieces of the whole day for what is made daily, `days` the batches one may choose from.
    """

    kind: str
    ships_on: date
    available: int
    text: str
    icon: str
    tone: str
    batch: int | None = None
    slots: tuple[Slot, ...] = ()
    days: tuple = ()

    @property
    def sold_out(self):
        return self.available <= 0

    @property
    def is_nearly_gone(self):
        """Of a day's batch: fewer than four pieces left, or more than 85 per cent taken."""
        return self.available < 4 or self.available < 0.15 * self.batch


@dataclass(frozen=True)
class OpenBatch:
    """One day of the oven that still takes orders."""

    pk: int
    day: date
    planned: int
    left: int
    order_by: datetime


def next_holidays(day: date, count: int = 2):
    """The next national holidays from `day` on that fall on working days: (day, name)."""
    ahead = (day + timedelta(days=step) for step in range(366))
    known = national_holidays("en_US" if get_language() == "en" else "id")
    found = ((one, known[one]) for one in ahead if one.weekday() < 5 and one in known)
    return list(islice(found, count))


def today_at(upt, at: datetime | None = None) -> date:
    return (at or timezone.now()).astimezone(ZoneInfo(upt.time_zone)).date()


def calendar_of(product, at: datetime | None = None) -> WorkDays:
    """The working days of a product's workshop; needs the `closed_spans` of `promise_facts`."""
    spans = ((parse_date(span["first"]), parse_date(span["last"])) for span in product.closed_spans)
    return WorkDays.around((at or timezone.now()).date(), spans)


def queue_of(product, at: datetime | None = None) -> Queue:
    """The looms of a product's workshop as they stand now, to reckon with; needs `workshop` joined."""
    rows = product.workshop.queue if product.workshop_id else []
    looms = {
        loom: [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in spans]
        for loom, spans in rows
    }
    return Queue(calendar_of(product, at), looms)


def begins_on(product, upt, at: datetime | None = None) -> date:
    """The working day on which a UPT turns to what is paid at `at`: today, or after its cut-off hour the next one."""
    return turns_to(upt, calendar_of(product, at), at)


def turns_to(upt, calendar: WorkDays, at: datetime | None = None) -> date:
    """As `begins_on`, in a calendar that is known."""
    local = (at or timezone.now()).astimezone(ZoneInfo(upt.time_zone))
    late = local.hour >= upt.cutoff_hour
    return calendar.first_from(local.date() + timedelta(days=1 if late else 0))


def work_begins_on(product, upt, at: datetime | None = None) -> date:
    """The first day of a loom for what is ordered at `at`: who pays at the last moment must not make it late."""
    minutes = settings.PAYMENT_EXPIRY_MINUTES + settings.PAYMENT_GRACE_MINUTES
    return begins_on(product, upt, (at or timezone.now()) + timedelta(minutes=minutes))


def supplies_of(product) -> list[str]:
    """The ways in which this product can be had, the one offered first in front; what is unique is made once."""
    if product.is_unique:
        return [Availability.READY]
    if product.availability != Availability.MADE_TO_ORDER:
        return [product.availability]
    has_looms = bool(product.workshop_id and product.workshop.queue)
    on_shelf = (product.on_shelf or 0) > 0
    ways = [Availability.READY] if on_shelf else []
    return ways + ([Availability.MADE_TO_ORDER] if has_looms else []) or [Availability.MADE_TO_ORDER]


def promise_of(product, upt=None, *, supply=None, quantity=1, day=None, queue=None, at=None) -> Promise:
    """The promise for `quantity` pieces of a product that was read with `priced()` and `promise_facts()`.

    `supply` chooses shelf or loom where there are both, `day` one day of the oven. Give a `queue` to have its slots
    taken in it: then several lines of one workshop do not count on the same days.
    """
    upt = upt or product.upt
    at = at or timezone.now()
    supply = supply or supplies_of(product)[0]
    if supply == Availability.DAILY_BATCH:
        return _from_oven(product, upt, quantity, day, at)
    if supply == Availability.MADE_TO_ORDER:
        return _from_looms(product, upt, quantity, queue, at)
    return _from_shelf(product, upt, at)


def _from_shelf(product, upt, at):
    left = max(product.on_shelf or 0, 0)
    day = begins_on(product, upt, at)
    if left <= 0:
        text, icon = _gone(product)
        return Promise(Availability.READY, day, 0, text, icon, "quiet")
    if product.is_unique:
        return Promise(Availability.READY, day, left, _("Siap kirim · hanya satu"), "circle-check", "leaf")
    text = " · ".join([_("Siap kirim"), _left(left)]) if left <= FEW else _("Siap kirim")
    return Promise(Availability.READY, day, left, text, "circle-check", "leaf")


def _gone(product):
    if not product.is_unique:
        return _("Sedang habis"), "x"
    return (_("Sedang dipesan"), "hourglass") if product.in_stock else (_("Terjual"), "check")


def _from_looms(product, upt, quantity, queue, at):
    queue = queue or queue_of(product, at)
    begins = work_begins_on(product, upt, at)
    slots = queue.take_many(quantity, product.lead_time_days, begins)
    if not slots:
        text = _("Antrean penuh") if queue.looms else _("Sedang tidak dibuat")
        return Promise(Availability.MADE_TO_ORDER, begins, 0, text, "x", "quiet")
    leaves = queue.days.add(max(slots).last_day, PACKING_DAYS)
    text = _("Dibuat, dikirim %(day)s") % {"day": days.short(leaves)}
    return Promise(
        Availability.MADE_TO_ORDER, leaves, MOST_MADE, text, "hourglass", "amber", slots=tuple(slots)
    )


def _from_oven(product, upt, quantity, day, at):
    calendar, now = calendar_of(product, at), at or timezone.now()
    batches = tuple(batch for batch in open_batches(product, now) if calendar.is_open(batch.day))
    chosen = next((batch for batch in batches if (batch.day == day if day else batch.left >= quantity)), None)
    if chosen is None:
        tomorrow = today_at(upt, at) + timedelta(days=1)
        kept = day or (batches[0].day if batches else tomorrow)
        text = _("Habis untuk hari itu") if day else _("Sedang habis")
        return Promise(
            Availability.DAILY_BATCH, kept, 0, text, "x", "quiet", product.daily_capacity, days=batches
        )
    text = f"{_fresh(chosen.day, today_at(upt, at))} · {_left(chosen.left)}"
    return Promise(
        Availability.DAILY_BATCH,
        chosen.day,
        chosen.left,
        text,
        "croissant",
        "amber",
        chosen.planned,
        days=batches,
    )


def open_batches(product, now) -> list[OpenBatch]:
    """The days of the oven that take orders at `now`, as read with the product."""
    rows = (
        OpenBatch(
            row["pk"],
            date.fromisoformat(row["day"]),
            row["planned"],
            row["left"],
            datetime.fromisoformat(row["order_by"]),
        )
        for row in product.open_batches
    )
    return [row for row in rows if row.order_by > now]


def _fresh(day, today):
    if day == today:
        return _("Segar hari ini")
    if day == today + timedelta(days=1):
        return _("Segar besok")
    if day == today + timedelta(days=2):
        return _("Segar lusa")
    return _("Segar %(day)s") % {"day": days.short(day)}


def _left(count):
    return _("sisa %(count)d") % {"count": count}
