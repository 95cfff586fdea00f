"""What happens to a demo order after it was placed: each by the function that the shop itself would call."""

import zlib

from django.db.models import F

from catalog.capacity import looms, replanning
from catalog.capacity.models import Job
from catalog.capacity.models.looms import OPEN_JOBS
from orders import making, workflow
from orders.demo.answers import answer_about, paid, refunded
from orders.models import CancelReason
from orders.payments.applying import apply
from orders.payments.checking import close
from orders.payments.models import AttemptStatus
from upt_accounts.models import Role
from upt_accounts.users.models import User


def happen(verb, order, *words):
    """Let it happen now. `words` are a way to pay, or the code of a UPT."""
    EVENTS[verb](order, *words)
    forget_mails(order)


def forget_mails(order):
    """Nobody is written to: the addresses are invented. The worker leaves alone what was sent already."""
    order.mails.filter(sent_at=None).update(sent_at=F("queued_at"))


# --- Payment ---------------------------------------------------------------------------------------------------------
def _hear(order, answer):
    """Midtrans sent a message, and its status said this."""
    apply(order.attempts.last(), answer, source="message")


def _choose(order, channel):
    _hear(order, answer_about(order.attempts.last(), "pending", channel))


def _pay(order, channel):
    _hear(order, paid(order.attempts.last(), channel))


def _fail(order, channel):
    _hear(order, answer_about(order.attempts.last(), "deny", channel))


def _refund(order, channel):
    _hear(order, refunded(order.attempts.last(), channel))


def _expire(order, channel=""):
    """Midtrans tells of what was begun; where no way to pay was chosen, the shop's own round finds out."""
    if channel:
        _hear(order, answer_about(order.attempts.last(), "expire", channel))
    else:
        _end(order, AttemptStatus.EXPIRED, CancelReason.EXPIRED)


def _cancel(order):
    _end(order, AttemptStatus.CANCELLED, CancelReason.BY_BUYER)


def _end(order, status, because):
    close(order.attempts.last(), status)
    workflow.cancel(order, because=because)


# --- The UPT's part --------------------------------------------------------------------------------------------------
def _for_part(step):
    def take(order, upt_code, *words):
        part = order.upt_orders.select_related("order", "service__courier").get(upt__code=upt_code)
        petugas = User.objects.filter(memberships__upt=part.upt_id, memberships__role=Role.PETUGAS)
        step(part, *words, actor=petugas.order_by("pk").first())

    return take


def _ship(part, count="", *, actor):
    """All that is left of the part, or so many pieces of its first line ahead of the rest."""
    courier = part.service.courier
    label = f"{part.number}{part.parcels.count() or ''}"
    number = f"{courier.code[:3].upper()}{zlib.crc32(label.encode()):010d}"
    pieces = {part.lines.order_by("pk").first().pk: int(count)} if count else None
    workflow.ship(part, courier=courier, tracking_number=number, actor=actor, pieces=pieces)


def _at_the_loom(note):
    """A petugas notes something about every piece that the part waits for."""

    def take(part, *words, actor):
        for job in Job.objects.filter(line__upt_order=part, status__in=OPEN_JOBS).order_by("first_day", "pk"):
            note(job, *words, actor=actor)

    return take


def _postpone(job, work_days, *reason, actor):
    """The piece will take so many working days more."""
    last = looms.days_of(job.loom.workshop).add(job.last_day, int(work_days))
    replanning.delay(job, last, actor=actor, reason=" ".join(reason))


EVENTS = {
    "chooses": _choose,
    "pays": _pay,
    "fails": _fail,
    "refunds": _refund,
    "expires": _expire,
    "cancels": _cancel,
    "prepares": _for_part(workflow.prepare),
    "starts": _for_part(_at_the_loom(making.start)),
    "steps": _for_part(
        _at_the_loom(lambda job, step, *, actor: looms.next_step(job, int(step), actor=actor))
    ),
    "postpones": _for_part(_at_the_loom(_postpone)),
    "finishes": _for_part(_at_the_loom(making.finish)),
    "ships": _for_part(_ship),
    "readies": _for_part(workflow.make_ready),
    "delivers": _for_part(workflow.deliver),
}
