"""Cases of money that has to go back: how they come to an end."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from orders import workflow
from orders.payments.models import AttemptStatus, RefundCase
from upt_accounts.states.machine import TransitionRefused, record

OPEN, CLOSED = "open", "closed"


def open_for(part, amount, *, reason=RefundCase.Reason.WITHDRAWN):
    """That much of the order's money must go back since its buyer gave this part up. Call under the order's lock.

    Raises TransitionRefused where no payment is known that it could come from.
    """
    paid = part.order.attempts.filter(status__in=(AttemptStatus.SETTLED, AttemptStatus.PARTLY_REFUNDED))
    attempt = paid.order_by("settled_at", "pk").first()
    if attempt is None:
        raise TransitionRefused(
            _("Pembayaran pesanan ini perlu dilihat petugas kami dulu. Silakan hubungi kami.")
        )
    return RefundCase.objects.create(
        attempt=attempt, part=part, reason=reason, amount=amount, note=part.number
    )


def lock(case):
    """The order and the case, locked in the order of every workflow. Raises TransitionRefused for one that ended."""
    order = workflow.lock(case.attempt.order)
    case = RefundCase.objects.select_for_update().get(pk=case.pk)
    if case.closed_at:
        raise TransitionRefused(_("Pengembalian ini sudah diselesaikan."))
    return order, case


@transaction.atomic
def close(case, *, done_on, note, actor):
    """A person did on that day what the case waited for. Raises TransitionRefused where somebody was faster."""
    order, case = lock(case)
    _close(case, actor=actor, reason=f"{date_format(done_on, 'j F Y')}: {note}")
    workflow.derive_status(order, actor=actor, reason=case.attempt.midtrans_order_id)


def close_all(attempt, *, reason):
    """Midtrans says that all money of this attempt went back. Call under the order's lock."""
    for case in attempt.refund_cases.select_for_update().filter(closed_at=None):
        _close(case, reason=reason)


def _close(case, *, actor=None, reason):
    case.closed_at = timezone.now()
    case.save(update_fields=["closed_at"])
    record(case, OPEN, CLOSED, field="state", actor=actor, reason=reason)
