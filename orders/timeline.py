"""How far a parcel is, as steps with dates: done, now, to come. The step that is "now" says what is happening."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from catalog.models import Availability
from orders import days, fetching
from orders.models import CancelReason, UptOrder, UptOrderStatus
from upt_accounts.states.models import StateChange

WAITING, PREPARING, SHIPPED = UptOrderStatus.WAITING, UptOrderStatus.PREPARING, UptOrderStatus.SHIPPED
PARTLY_SHIPPED = UptOrderStatus.PARTLY_SHIPPED
READY, DELIVERED = UptOrderStatus.READY_FOR_PICKUP, UptOrderStatus.DELIVERED


@dataclass(frozen=True)
class Step:
    name: str
    state: str  # "done", "now" or "next"
    at: datetime | None = None
    detail: str = ""


def timeline_of(part) -> list[Step]:
    """The steps of one UptOrder; a cancelled or returned one ends with that word."""
    return timelines_of([part])[part.pk]


def timelines_of(parts, destination="") -> dict[int, list[Step]]:
    """The steps of several parts of one order, by key, in one query; `destination` is the town they go to."""
    changes = StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(UptOrder),
        object_id__in=[part.pk for part in parts],
        field="status",
    )
    dates = {part.pk: {} for part in parts}
    for change in changes.order_by("at", "pk"):
        dates[change.object_id][change.new] = change.at
    return {part.pk: _steps(part, dates[part.pk], destination) for part in parts}


def _steps(part, dates, destination):
    if part.status == UptOrderStatus.CANCELLED:
        return _cancelled(part, dates)
    if not part.order.paid_at:
        return [
            Step(_("Menunggu pembayaran"), "now"),
            _preparing(part, dates),
            *_way(part, dates, destination),
        ]
    paid = Step(_("Dibayar"), "done", part.order.paid_at)
    return [paid, _preparing(part, dates), *_way(part, dates, destination)]


def _cancelled(part, dates):
    expired = part.order.cancel_reason == CancelReason.EXPIRED
    name = _("Dibatalkan karena belum dibayar") if expired else _("Dibatalkan")
    if READY in dates:
        name = _("Tidak diambil, dibatalkan")
    return [
        Step(_("Pesanan dicatat"), "done", part.order.date_placed),
        Step(name, "now", dates.get(UptOrderStatus.CANCELLED)),
    ]


def _preparing(part, dates):
    made = part.promise != Availability.READY
    if part.status == PREPARING:
        return Step(_("Sedang dibuat") if made else _("Sedang disiapkan"), "now", dates.get(PREPARING))
    if part.status != WAITING:
        return Step(_("Disiapkan petugas UPT"), "done", dates.get(PREPARING))
    if part.order.paid_at:
        return Step(_("Menunggu disiapkan petugas UPT"), "now")
    return Step(_("Disiapkan petugas UPT"), "next")


def _way(part, dates, destination):
    return _sent(part, dates, destination) if part.service.courier_id else _fetched(part, dates)


def _sent(part, dates, destination):
    arrived = _("Tiba di %(place)s") % {"place": destination} if destination else _("Tiba di tujuan")
    arrival = _("Perkiraan %(span)s") % {"span": days.span(part.arrives_from, part.arrives_until)}
    handed = _("Diserahkan ke kurir")
    leaves = _("Paling lambat %(day)s") % {"day": days.day(part.ships_on)}
    if part.status in (WAITING, PREPARING):
        return [Step(handed, "next", detail=leaves), Step(arrived, "next", detail=arrival)]
    ahead = (
        [Step(_("Sebagian diserahkan ke kurir"), "done", dates[PARTLY_SHIPPED])]
        if PARTLY_SHIPPED in dates
        else []
    )
    if part.status == PARTLY_SHIPPED:
        rest = Step(_("Sisanya sedang disiapkan"), "now", detail=leaves)
        return [*ahead, rest, Step(arrived, "next", detail=arrival)]
    gone = [*ahead, Step(handed, "done", dates.get(SHIPPED))]
    if part.status == SHIPPED:
        on_its_way = Step(_("Dalam perjalanan"), "now")
        return [*gone, on_its_way, Step(arrived, "next", detail=arrival)]
    return [*gone, *_end(part, dates, _("Diterima"))]


def _fetched(part, dates):
    place = _place(part)
    if part.status in (WAITING, PREPARING):
        ready = _("Paling lambat %(day)s") % {"day": days.day(part.ships_on)}
        return [Step(_("Siap diambil"), "next", detail=ready), Step(_("Diambil"), "next", detail=place)]
    if part.status == READY:
        return [Step(_("Siap diambil"), "now", dates.get(READY), place), Step(_("Diambil"), "next")]
    return [Step(_("Siap diambil"), "done", dates.get(READY)), *_end(part, dates, _("Diambil"))]


def _place(part):
    if part.window:
        return fetching.place_and_time_shortly(part.window)
    return ", ".join(text for text in (part.upt.pickup_place, part.upt.pickup_hours) if text)


def _end(part, dates, name):
    arrived = Step(name, "done", dates.get(DELIVERED))
    if part.status == DELIVERED:
        return [arrived]
    words = _("Tidak diambil") if part.window else _("Dikembalikan ke UPT")
    returned = Step(words, "now", dates.get(UptOrderStatus.RETURNED))
    return [arrived, returned] if DELIVERED in dates else [returned]
