"""What may happen to an order and its parts. Each function locks the order first, so that two of them queue.

Status of the order itself is never set by hand: `derive_status` reads it off the payment and the parts.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.capacity import looms
from orders import fetching, mails
from orders.models import CancelReason, Order, OrderStatus, Parcel, UptOrder, UptOrderStatus
from orders.payday import promise_anew
from orders.pieces import hand_over, left_of, pack, put_back, to_send
from orders.reservations import give_back, hold_still, take_again
from upt_accounts.states.machine import StateMachine, TransitionRefused, record

PARTS = StateMachine(
    moves={
        UptOrderStatus.WAITING: {
            UptOrderStatus.PREPARING,
            UptOrderStatus.PARTLY_SHIPPED,
            UptOrderStatus.SHIPPED,
            UptOrderStatus.READY_FOR_PICKUP,
            UptOrderStatus.CANCELLED,
        },
        UptOrderStatus.PREPARING: {
            UptOrderStatus.PARTLY_SHIPPED,
            UptOrderStatus.SHIPPED,
            UptOrderStatus.READY_FOR_PICKUP,
            UptOrderStatus.CANCELLED,
        },
        UptOrderStatus.PARTLY_SHIPPED: {UptOrderStatus.SHIPPED},
        UptOrderStatus.SHIPPED: {UptOrderStatus.DELIVERED, UptOrderStatus.RETURNED},
        UptOrderStatus.READY_FOR_PICKUP: {
            UptOrderStatus.DELIVERED,
            UptOrderStatus.CANCELLED,
            UptOrderStatus.RETURNED,
        },
        UptOrderStatus.DELIVERED: {UptOrderStatus.RETURNED},
        UptOrderStatus.CANCELLED: {UptOrderStatus.WAITING},
        UptOrderStatus.RETURNED: set(),
    },
    names=dict(UptOrderStatus.choices),
)
# Who says that a parcel arrived, where no petugas did.
BY_BUYER, BY_TIME = "buyer", "time"
ENDED = {UptOrderStatus.DELIVERED, UptOrderStatus.RETURNED, UptOrderStatus.CANCELLED}


def lock(order) -> Order:
    """The order's row, locked until the transaction ends: whoever changes an order or its payment takes it first."""
    return Order.objects.select_for_update(of=("self",)).get(pk=order.pk)


def derive_status(order, *, actor=None, reason=""):
    """Set the status that follows from payment and parts of a locked order; records the change, if any."""
    _save_with_status(order, actor=actor, reason=reason)


def _save_with_status(order, *fields, actor=None, reason=""):
    """Save changed `fields` in one statement with the status that follows from them: constraints tie them together."""
    old, order.status = order.status, _status_of(order)
    if fields or old != order.status:
        order.save(update_fields=[*fields, "status"])
    if old != order.status:
        record(order, old, order.status, actor=actor, reason=reason)


def _status_of(order):
    if order.cancel_reason:
        return _status_of_cancelled(order)
    if order.paid_at is None:
        return OrderStatus.AWAITING_PAYMENT
    # What its buyer gave up is no work any more; an order of which all was given up is cancelled itself.
    parts = set(order.upt_orders.values_list("status", flat=True)) - {UptOrderStatus.CANCELLED}
    if parts <= ENDED:
        return OrderStatus.COMPLETED
    return OrderStatus.PAID if parts == {UptOrderStatus.WAITING} else OrderStatus.IN_PROGRESS


def _status_of_cancelled(order):
    if order.paid_at is None:
        return OrderStatus.CANCELLED
    waits = order.attempts.filter(refund_cases__closed_at__isnull=True, refund_cases__isnull=False).exists()
    return OrderStatus.REFUND_DUE if waits else OrderStatus.REFUNDED


# --- Payment ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def mark_paid(order, *, at=None, reason=""):
    """The money is there and the goods are reserved: UPTs may start. Returns False if it was paid before."""
    order = lock(order)
    if order.paid_at or order.cancel_reason:
        return False
    order.paid_at = at or timezone.now()
    looms.confirm(order)
    promise_anew(order, order.paid_at)
    _save_with_status(order, "paid_at", reason=reason)
    mails.tell_buyer(order, mails.Event.PAID)
    for part in order.upt_orders.select_related("order", "upt"):
        mails.tell_upt(part, mails.Event.TO_PACK)
    return True


@transaction.atomic
def unpay(order, *, reason):
    """The bank took the money back. Parts that have not left stop being paid; those that left stay as they are.

    Returns False where a parcel has gone already: then only a person can help.
    """
    order = lock(order)
    if order.paid_at is None or order.cancel_reason:
        return False
    if order.upt_orders.exclude(status__in=(UptOrderStatus.WAITING, UptOrderStatus.PREPARING)).exists():
        return False
    looms.hold(order)
    order.paid_at = None
    _save_with_status(order, "paid_at", reason=reason)
    mails.tell_buyer(order, mails.Event.PAYMENT_REVERSED)
    return True


@transaction.atomic
def cancel(order, *, because: CancelReason, actor=None, reason=""):
    """Cancel an unpaid order and give its goods back, once. Returns False if there was nothing to cancel."""
    order = lock(order)
    if order.cancel_reason or order.paid_at:
        return False
    order.cancel_reason = because
    order.stock_released_at = timezone.now()
    for part in order.upt_orders.order_by("pk"):
        PARTS.move(part, UptOrderStatus.CANCELLED, actor=actor, reason=reason)
    give_back(order, actor=actor, reason=reason)
    _save_with_status(order, "cancel_reason", "stock_released_at", actor=actor, reason=reason)
    event = mails.Event.EXPIRED if because == CancelReason.EXPIRED else mails.Event.CANCELLED
    mails.tell_buyer(order, event)
    return True


@transaction.atomic
def revive(order, *, reason=""):
    """Money came after the order was cancelled: reserve its goods again if all are still there.

    Returns False, with nothing changed, when a piece is gone.
    """
    order = lock(order)
    if order.cancel_reason == "" or order.paid_at:
        return False
    if not take_again(order):
        return False
    for part in order.upt_orders.order_by("pk"):
        PARTS.move(part, UptOrderStatus.WAITING, reason=reason)
    order.cancel_reason, order.stock_released_at = "", None
    _save_with_status(order, "cancel_reason", "stock_released_at", reason=reason)
    return True


@transaction.atomic
def keep_late_money(order, *, at):
    """Note on a cancelled order that its money came and waits to go back; the refund case says how much."""
    order = lock(order)
    if order.cancel_reason and order.paid_at is None:
        order.paid_at = at
    _save_with_status(order, "paid_at")
    mails.tell_buyer(order, mails.Event.REFUND_DUE)


# --- The UPT's part --------------------------------------------------------------------------------------------------
@transaction.atomic
def prepare(part, *, actor):
    """The UPT begins to pack or make. Returns False if it had begun."""
    order, part = _lock_part(part)
    is_first = PARTS.move(part, UptOrderStatus.PREPARING, actor=actor)
    derive_status(order, actor=actor)
    return is_first


@transaction.atomic
def ship(part, *, courier, tracking_number, actor, pieces=None):
    """A parcel was handed to the courier; its goods leave the stock. `pieces` are numbers by line key, None all left.

    Returns the Parcel, or None if this very one was on its way. Raises TransitionRefused when not as many are left.
    """
    order, part = _lock_part(part)
    if part.service.courier_id is None:
        raise TransitionRefused(_("Pesanan ini diambil pembeli di tempat, tidak dikirim."))
    if _is_on_its_way(part, courier, tracking_number, pieces):
        return None
    chosen = to_send(part, pieces)
    parcel = Parcel.objects.create(
        upt_order=part, courier=courier, tracking_number=tracking_number, shipped_at=timezone.now()
    )
    pack(parcel, chosen)
    hand_over(part, chosen, actor=actor)
    if left_of(part):
        PARTS.move(part, UptOrderStatus.PARTLY_SHIPPED, actor=actor)
    else:
        part.left_at = parcel.shipped_at
        PARTS.move(part, UptOrderStatus.SHIPPED, actor=actor, also=["left_at"])
    derive_status(order, actor=actor)
    mails.tell_buyer(order, mails.Event.SHIPPED, part, parcel)
    return parcel


def _is_on_its_way(part, courier, tracking_number, pieces):
    """Whether this parcel left before, with these pieces: the same button pressed twice."""
    parcel = part.parcels.filter(courier=courier, tracking_number=tracking_number).first()
    if parcel is None:
        return False
    wanted = None if pieces is None else {line: count for line, count in pieces.items() if count}
    return wanted in (None, {item.line_id: item.quantity for item in parcel.items.all()})


@transaction.atomic
def make_ready(part, *, actor):
    """What the buyer fetches is packed and waits at the UPT's shop. Returns False if it waited already."""
    order, part = _lock_part(part)
    if part.service.courier_id is not None:
        raise TransitionRefused(_("Pesanan ini dikirim kurir, tidak diambil di tempat."))
    part.left_at = timezone.now()
    is_first = PARTS.move(part, UptOrderStatus.READY_FOR_PICKUP, actor=actor, also=["left_at"])
    derive_status(order, actor=actor)
    mails.tell_buyer(order, mails.Event.READY_FOR_PICKUP, part)
    return is_first


@transaction.atomic
def deliver(part, *, actor, parcel=None, reason=""):
    """The buyer has it: brought by the courier, all of it or one `parcel` of several, or fetched at the UPT's shop.

    Returns False if they had it already.
    """
    order, part = _lock_part(part)
    arrived = part.parcels.filter(delivered_at=None)
    if parcel is not None:
        arrived = arrived.filter(pk=parcel.pk)
        if not arrived.update(delivered_at=timezone.now()):
            return False
        record(part, "", parcel.tracking_number, field="delivered_parcel", actor=actor)
        mails.tell_buyer(order, mails.Event.DELIVERED, part, parcel)
        if part.status == UptOrderStatus.PARTLY_SHIPPED or part.parcels.filter(delivered_at=None).exists():
            return True
    was_fetched = part.status == UptOrderStatus.READY_FOR_PICKUP
    is_first = PARTS.move(part, UptOrderStatus.DELIVERED, actor=actor, reason=reason)
    arrived.update(delivered_at=timezone.now())
    if was_fetched:
        hand_over(part, left_of(part), actor=actor)
    derive_status(order, actor=actor)
    if is_first and parcel is None:
        mails.tell_buyer(order, mails.Event.DELIVERED, part)
    return is_first


@transaction.atomic
def hand_out(part, *, actor):
    """The buyer stands there with the code: ready or not noted so, they have it now. Returns False if they had it."""
    order, part = _lock_part(part)
    if part.service.courier_id is not None:
        raise TransitionRefused(_("Pesanan ini dikirim kurir, tidak diambil di tempat."))
    if part.status in (UptOrderStatus.WAITING, UptOrderStatus.PREPARING):
        part.left_at = timezone.now()
        PARTS.move(part, UptOrderStatus.READY_FOR_PICKUP, actor=actor, also=["left_at"])
    return deliver(part, actor=actor)


@transaction.atomic
def reschedule(part, day, arrival, *, actor=None, reason):
    """The promise of a part moves to `day`, with its `arrival` window; the buyer is told. Call with the order locked.

    Returns False if that was the day already.
    """
    before = part.ships_on
    if day == before:
        return False
    part.ships_on, (part.arrives_from, part.arrives_until) = day, arrival
    if part.window_id and part.window.day < day:
        part.window = fetching.moved_window(part, day)
        if part.window:
            part.arrives_from = part.arrives_until = part.window.day
    part.save(update_fields=["ships_on", "arrives_from", "arrives_until", "window"])
    change = record(part, before.isoformat(), day.isoformat(), field="ships_on", actor=actor, reason=reason)
    mails.tell_buyer(part.order, mails.Event.DELAYED, part, change)
    return True


@transaction.atomic
def withdraw(part, *, actor=None, reason="", owe):
    """The buyer gives up a part for which no work has begun; the rest of the order goes on. Returns False if done.

    Its capacity is given back once, and `owe(part, amount)` notes the money that must go back, in rupiah.
    """
    order, part = _lock_part(part, or_cancelled=True)
    if part.status == UptOrderStatus.CANCELLED:
        return False
    hold_still(part)
    if part.status != UptOrderStatus.WAITING or looms.has_begun(part):
        raise TransitionRefused(_("UPT sudah mulai mengerjakan paket ini, jadi tidak dapat dibatalkan lagi."))
    PARTS.move(part, UptOrderStatus.CANCELLED, actor=actor, reason=reason)
    give_back(order, part, actor=actor, reason=reason)
    owe(part, _share_of(part))
    if not order.upt_orders.exclude(status=UptOrderStatus.CANCELLED).exists():
        order.cancel_reason, order.stock_released_at = CancelReason.BY_BUYER, timezone.now()
    _save_with_status(order, "cancel_reason", "stock_released_at", actor=actor, reason=reason)
    mails.tell_buyer(order, mails.Event.WITHDRAWN, part)
    mails.tell_upt(part, mails.Event.NOT_TO_PACK)
    return True


@transaction.atomic
def end_unfetched(part, *, owe=None):
    """Nobody came in the outlet's days. Goods of the shelf go back there; returns False if the part has ended already.

    Where its money goes back, `owe(part, amount)` notes that (rupiah) and the part is cancelled; else it is forfeited,
    and as good as returned.
    """
    order, part = _lock_part(part, or_cancelled=True)
    if part.status != UptOrderStatus.READY_FOR_PICKUP:
        return False
    PARTS.move(part, UptOrderStatus.CANCELLED if owe else UptOrderStatus.RETURNED)
    put_back(part)
    if owe:
        owe(part, _share_of(part))
    if not order.upt_orders.exclude(status=UptOrderStatus.CANCELLED).exists():
        order.cancel_reason, order.stock_released_at = CancelReason.NO_SHOW, timezone.now()
    _save_with_status(order, "cancel_reason", "stock_released_at")
    mails.tell_buyer(order, mails.Event.NOT_FETCHED, part)
    return True


def _share_of(part):
    goods = sum(part.lines.values_list("line_price_incl_tax", flat=True))
    return goods + part.shipping_charge


def _lock_part(part, *, or_cancelled=False):
    """Lock the order and then the part; refuses parts of orders that are not paid, or (if not told) cancelled."""
    order = lock(part.order)
    part = UptOrder.objects.select_related("service").select_for_update(of=("self",)).get(pk=part.pk)
    if order.paid_at is None or (order.cancel_reason and not or_cancelled):
        raise TransitionRefused(_("Pesanan ini belum dibayar atau sudah dibatalkan."))
    return order, part
