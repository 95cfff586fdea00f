"""The only ways in which stock on hand changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from .models import StockMovement, StockRecord


class StockRefused(Exception):
    """The stock cannot move that way; the text can be shown to a person."""


@transaction.atomic
def move(stockrecord, quantity, *, reason, actor=None, note="", order_number=""):
    """Add (or, negative, take) pieces on hand and write the movement. Never below what is reserved."""
    locked = StockRecord.objects.select_for_update().get(pk=stockrecord.pk)
    balance = locked.num_in_stock + quantity
    if balance < locked.num_allocated:
        raise StockRefused(
            _("Stok tidak boleh kurang dari %(count)d yang sudah dipesan.") % {"count": locked.num_allocated}
        )
    StockRecord.objects.filter(pk=locked.pk).update(num_in_stock=balance)
    stockrecord.num_in_stock = balance
    return StockMovement.objects.create(
        stockrecord=locked,
        quantity=quantity,
        balance=balance,
        reason=reason,
        actor=actor,
        note=note,
        order_number=order_number,
    )


@transaction.atomic
def open_records(records):
    """Create many stock records at once, each with the opening movement that its `num_in_stock` asks for."""
    created = StockRecord.objects.bulk_create(records)
    StockMovement.objects.bulk_create(
        StockMovement(
            stockrecord=record,
            quantity=record.num_in_stock,
            balance=record.num_in_stock,
            reason=StockMovement.Reason.OPENING,
        )
        for record in created
        if record.num_in_stock
    )
    return created


@transaction.atomic
def set_level(stockrecord, level, *, reason, actor=None, note=""):
    """Set what is on hand to `level` pieces; returns the movement, or None when nothing changed."""
    locked = StockRecord.objects.select_for_update().get(pk=stockrecord.pk)
    if level == locked.num_in_stock:
        return None
    return move(stockrecord, level - locked.num_in_stock, reason=reason, actor=actor, note=note)


@transaction.atomic
def release(stockrecord, quantity):
    """Give back reserved pieces; the caller makes sure it happens once."""
    locked = StockRecord.objects.select_for_update().get(pk=stockrecord.pk)
    StockRecord.objects.filter(pk=locked.pk).update(num_allocated=locked.num_allocated - quantity)


@transaction.atomic
def hand_over(stockrecord, quantity, *, order_number, made=0, actor=None):
    """Pieces leave the house: reservation and stock on hand go down together.

    `made` of them were never on the shelf, as they were made for this order: they come in by a movement of their own.
    """
    locked = StockRecord.objects.select_for_update().get(pk=stockrecord.pk)
    if made:
        move(locked, made, reason=StockMovement.Reason.RECEIVED, actor=actor, order_number=order_number)
    balance = locked.num_in_stock - quantity
    StockRecord.objects.filter(pk=locked.pk).update(
        num_in_stock=balance, num_allocated=locked.num_allocated - (quantity - made)
    )
    return StockMovement.objects.create(
        stockrecord=locked,
        quantity=-quantity,
        balance=balance,
        reason=StockMovement.Reason.SOLD,
        order_number=order_number,
        actor=actor,
    )
