"""What may happen to an order and its parts. Each function locks the order first, so that two of them queue.

Status of the order itself is never set by hand: `derive_status` reads it off the payment and the parts.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.order.exceptions import UnableToPlaceOrder

from orders import mails
from orders.models import CancelReason, Order, OrderStatus, Parcel, UptOrder, UptOrderStatus
from upt_accounts import stock
from upt_accounts.models import StockRecord
from upt_accounts.states.machine import StateMachine, TransitionRefused, record

PARTS = StateMachine(
    moves={
        UptOrderStatus.WAITING: {
            UptOrderStatus.PREPARING,
            UptOrderStatus.SHIPPED,
            UptOrderStatus.READY_FOR_PICKUP,
            UptOrderStatus.CANCELLED,
        },
        UptOrderStatus.PREPARING: {
            UptOrderStatus.SHIPPED,
            UptOrderStatus.READY_FOR_PICKUP,
            UptOrderStatus.CANCELLED,
        },
        UptOrderStatus.SHIPPED: {UptOrderStatus.DELIVERED, UptOrderStatus.RETURNED},
        UptOrderStatus.READY_FOR_PICKUP: {UptOrderStatus.DELIVERED, UptOrderStatus.CANCELLED},
        UptOrderStatus.DELIVERED: {UptOrderStatus.RETURNED},
        UptOrderStatus.CANCELLED: {UptOrderStatus.WAITING},
        UptOrderStatus.RETURNED: set(),
    },
    names=dict(UptOrderStatus.choices),
)
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
    parts = set(order.upt_orders.values_list("status", flat=True))
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
    order.paid_at = None
    _save_with_status(order, "paid_at", reason=reason)
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
    for line in _lines_in_lock_order(order):
        stock.release(line.stockrecord, line.num_allocated)
        line.num_allocated = 0
        line.save(update_fields=["num_allocated"])
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
    try:
        with transaction.atomic():
            for line in _lines_in_lock_order(order):
                line.stockrecord.allocate(line.quantity)
                line.num_allocated = line.quantity
                line.save(update_fields=["num_allocated"])
    except UnableToPlaceOrder:
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


def _lines_in_lock_order(order):
    """Every transaction takes stock records in the same order, so that none waits for another in a ring."""
    return order.lines.select_related("stockrecord").order_by("stockrecord_id", "pk")


# --- The UPT's part --------------------------------------------------------------------------------------------------
@transaction.atomic
def prepare(part, *, actor):
    """The UPT begins to pack or make. Returns False if it had begun."""
    order, part = _lock_part(part)
    is_first = PARTS.move(part, UptOrderStatus.PREPARING, actor=actor)
    derive_status(order, actor=actor)
    return is_first


@transaction.atomic
def ship(part, *, courier, tracking_number, actor):
    """The parcel was handed to the courier; the goods leave the stock.

    Returns the Parcel, or None if this very one was on its way. Refuses a second number: it would be a second parcel.
    """
    order, part = _lock_part(part)
    if part.service.courier_id is None:
        raise TransitionRefused(_("Pesanan ini diambil pembeli di tempat, tidak dikirim."))
    if not PARTS.move(part, UptOrderStatus.SHIPPED, actor=actor):
        _refuse_another_number(part, courier, tracking_number)
        return None
    parcel = Parcel.objects.create(
        upt_order=part, courier=courier, tracking_number=tracking_number, shipped_at=timezone.now()
    )
    _hand_over(part, actor)
    derive_status(order, actor=actor)
    mails.tell_buyer(order, mails.Event.SHIPPED, part)
    return parcel


def _refuse_another_number(part, courier, tracking_number):
    parcel = part.parcels.select_related("courier").last()
    if (parcel.courier, parcel.tracking_number) != (courier, tracking_number):
        raise TransitionRefused(_("Paket ini sudah dikirim dengan resi %(parcel)s.") % {"parcel": parcel})


@transaction.atomic
def make_ready(part, *, actor):
    """What the buyer fetches is packed and waits at the UPT's shop. Returns False if it waited already."""
    order, part = _lock_part(part)
    if part.service.courier_id is not None:
        raise TransitionRefused(_("Pesanan ini dikirim kurir, tidak diambil di tempat."))
    is_first = PARTS.move(part, UptOrderStatus.READY_FOR_PICKUP, actor=actor)
    derive_status(order, actor=actor)
    mails.tell_buyer(order, mails.Event.READY_FOR_PICKUP, part)
    return is_first


@transaction.atomic
def deliver(part, *, actor):
    """The buyer has it: brought by the courier, or fetched at the UPT's shop. Returns False if they had it already."""
    order, part = _lock_part(part)
    was_fetched = part.status == UptOrderStatus.READY_FOR_PICKUP
    is_first = PARTS.move(part, UptOrderStatus.DELIVERED, actor=actor)
    if was_fetched:
        _hand_over(part, actor)
    derive_status(order, actor=actor)
    mails.tell_buyer(order, mails.Event.DELIVERED, part)
    return is_first


def _lock_part(part):
    """Lock the order and then the part; refuses parts of orders that are not paid."""
    order = lock(part.order)
    part = UptOrder.objects.select_related("service").select_for_update(of=("self",)).get(pk=part.pk)
    if order.paid_at is None or order.cancel_reason:
        raise TransitionRefused(_("Pesanan ini belum dibayar atau sudah dibatalkan."))
    return order, part


def _hand_over(part, actor):
    for line in part.lines.select_related("stockrecord").order_by("stockrecord_id", "pk"):
        record_of_line = StockRecord.objects.get(pk=line.stockrecord_id)
        stock.hand_over(record_of_line, line.num_allocated, order_number=part.order.number, actor=actor)
        line.num_allocated = 0
        line.save(update_fields=["num_allocated"])
