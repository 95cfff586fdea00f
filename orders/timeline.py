"""How far a parcel is, as steps with dates: done, now, to come."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from orders.models import UptOrderStatus
from upt_accounts.states.machine import history


@dataclass(frozen=True)
class Step:
    name: str
    state: str  # "done", "now" or "next"
    at: datetime | None


def timeline_of(part) -> list[Step]:
    """The steps of one UptOrder; a cancelled or returned one ends with that word."""
    dates = {change.new: change.at for change in history(part)}
    if part.status in (UptOrderStatus.CANCELLED, UptOrderStatus.RETURNED):
        return [Step(part.get_status_display(), "now", dates.get(part.status))]
    path = _path(part)
    reached = [status for status, _name in path].index(part.status)
    return [
        Step(name, "done" if index < reached else "now" if index == reached else "next", dates.get(status))
        for index, (status, name) in enumerate(path)
    ]


def _path(part):
    leaves = (
        (UptOrderStatus.SHIPPED, _("Dikirim"))
        if part.service.courier_id
        else (UptOrderStatus.READY_FOR_PICKUP, _("Siap diambil"))
    )
    return [
        (UptOrderStatus.WAITING, _("Diterima UPT") if part.order.paid_at else _("Menunggu pembayaran")),
        (UptOrderStatus.PREPARING, _("Sedang disiapkan")),
        leaves,
        (UptOrderStatus.DELIVERED, _("Diterima")),
    ]
