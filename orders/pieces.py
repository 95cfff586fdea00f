"""Which pieces of a part leave the UPT together: all that is left, or some of them ahead of the others."""

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.capacity import looms
from catalog.models import Availability
from orders.models import Line, ParcelItem
from upt_accounts import stock
from upt_accounts.models import StockMovement
from upt_accounts.states.machine import TransitionRefused


def left_of(part) -> dict[int, int]:
    """How many pieces of each line, by its key, the UPT still owes; lines that have left whole are not in it."""
    lines = Line.objects.filter(upt_order=part).order_by("pk")
    return {line.pk: line.num_unsent for line in lines if line.num_unsent}


def to_send(part, wanted=None) -> dict[int, int]:
    """The `wanted` pieces by line, or all that are left. Raises TransitionRefused if none are, or not as many."""
    left = left_of(part)
    if not left:
        raise TransitionRefused(
            _("Paket ini sudah dikirim dengan resi %(parcel)s.") % {"parcel": part.parcels.last()}
        )
    if wanted is None:
        return left
    chosen = {line: count for line, count in wanted.items() if count}
    if not chosen:
        raise TransitionRefused(_("Tidak ada barang yang dipilih untuk dikirim."))
    if any(count < 0 or count > left.get(line, 0) for line, count in chosen.items()):
        raise TransitionRefused(_("Barang yang belum dikirim tidak sebanyak itu. Muat ulang halaman ini."))
    return chosen


@transaction.atomic
def hand_over(part, pieces, *, actor):
    """`pieces`, by line, leave the UPT: reservation and stock go down together, what was sent goes up.

    What was made for this order comes into the stock at that moment, and leaves with it; its jobs are finished.
    """
    lines = part.lines.filter(pk__in=pieces).select_related("stockrecord")
    sent = {}
    # Every transaction takes stock records in the same order, so that none waits for another in a ring.
    for line in lines.order_by("stockrecord_id", "pk"):
        count = pieces[line.pk]
        reserved = min(count, line.num_allocated)
        stock.hand_over(
            line.stockrecord, count, made=count - reserved, order_number=part.order.number, actor=actor
        )
        line.num_allocated -= reserved
        line.num_sent += count
        line.save(update_fields=["num_allocated", "num_sent"])
        sent[line.pk] = line.num_sent
    looms.finish_pieces(sent, actor=actor)


@transaction.atomic
def put_back(part):
    """What was ready and not fetched: pieces of the shelf are free again, what was made for this order comes there.

    Bread is of its day, and what was made to a buyer's wish is nobody else's: they come to no shelf.
    """
    lines = part.lines.select_related("stockrecord").order_by("stockrecord_id", "pk")
    for line in lines:
        if line.supply == Availability.READY:
            stock.release(line.stockrecord, line.num_allocated)
            line.num_allocated = 0
            line.save(update_fields=["num_allocated"])
        elif line.supply == Availability.MADE_TO_ORDER and not line.choices:
            reason = StockMovement.Reason.RECEIVED
            stock.move(line.stockrecord, line.quantity, reason=reason, order_number=part.order.number)
    made = {line.pk: line.quantity for line in lines if line.supply == Availability.MADE_TO_ORDER}
    looms.finish_pieces(made)


def pack(parcel, pieces):
    """Write down which pieces lie in a new parcel."""
    ParcelItem.objects.bulk_create(
        ParcelItem(parcel=parcel, line_id=line, quantity=count) for line, count in pieces.items()
    )
