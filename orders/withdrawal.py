"""What a buyer may give up after paying: a part made for them, or one that is late, until work on it begins."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Availability
from orders import workflow
from orders.models import UptOrderStatus
from orders.packing import today_at
from orders.payments import refunds
from upt_accounts.states.machine import TransitionRefused


def is_offered(part, jobs) -> bool:
    """Whether its page offers to give this part up; `jobs` are those of its pieces."""
    order = part.order
    if order.paid_at is None or order.cancel_reason or part.status != UptOrderStatus.WAITING:
        return False
    return _is_free_to_go(part) and not any(job.status in ("started", "finished") for job in jobs)


def _is_free_to_go(part):
    """What lies ready and is on time is packed within the day: that is what was bought."""
    return part.promise == Availability.MADE_TO_ORDER or _is_late(part, today_at(part.upt))


def _is_late(part, today: date):
    return part.ships_on < today or part.ships_on > part.first_ships_on


@transaction.atomic
def withdraw(part) -> bool:
    """Its buyer gives the part up. Returns False if it was given up before; refused once work has begun."""
    workflow.lock(part.order)
    part.refresh_from_db()
    if part.status != UptOrderStatus.CANCELLED and not _is_free_to_go(part):
        raise TransitionRefused(_("Paket ini akan berangkat tepat waktu, jadi tidak dapat dibatalkan."))
    return workflow.withdraw(part, reason=_("Dibatalkan pembeli"), owe=refunds.open_for)
