"""When a parcel counts as received: its buyer says so, or says nothing for some days after it should have come."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from orders import workflow
from orders.models import UptOrder, UptOrderStatus
from upt_accounts.states.machine import TransitionRefused, record
from upt_accounts.states.models import StateChange

# The field under which the history of a part keeps what its buyer said of its arrival.
FIELD, MISSING = "receipt", "missing"
MOST_A_ROUND = 500


def objections(of=None):
    """What buyers said of parcels that did not come: of one part, by key, or to be read along with parts."""
    part = ContentType.objects.get_for_model(UptOrder)
    return StateChange.objects.filter(
        content_type=part, object_id=of or OuterRef("pk"), field=FIELD, new=MISSING
    )


@transaction.atomic
def confirm(part) -> bool:
    """Its buyer has it. Returns False if that was known."""
    return workflow.deliver(part, actor=None, reason=workflow.BY_BUYER)


@transaction.atomic
def object_to(part) -> bool:
    """Its buyer waits for it in vain: it is not taken as received by itself. Returns False if they had said so."""
    workflow.lock(part.order)
    if objections(part.pk).exists() or part.status != UptOrderStatus.SHIPPED:
        return False
    record(part, "", MISSING, field=FIELD)
    return True


def take_as_received() -> int:
    """The round: parts of which nobody heard anything for some days after the last day of their arrival."""
    since = timezone.localdate() - timedelta(days=settings.RECEIPT_AFTER_DAYS)
    due = UptOrder.objects.filter(
        ~Exists(objections()), status=UptOrderStatus.SHIPPED, arrives_until__lt=since
    ).select_related("order")
    return sum(map(_take, due.order_by("pk")[:MOST_A_ROUND]))


def _take(part):
    try:
        return workflow.deliver(part, actor=None, reason=workflow.BY_TIME)
    except TransitionRefused:
        # It came back, or was given up, since the round looked.
        return False
