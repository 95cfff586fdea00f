"""A UPT's parts of orders in the order in which they are packed, with all that a row shows."""

from django.contrib import admin
from django.db.models import Case, Prefetch, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import ProductImage
from orders import workflow
from orders.models import Line, Parcel, UptOrderStatus
from orders.packing import urgency_of
from orders.querysets import AWAITED, OPEN

# What is to pack comes first, by the day it was promised for.
PACKING_ORDER = (Case(When(status__in=OPEN, then=0), default=1).asc(), "ships_on", "number")


def listed(parts):
    """Parts with all that a row of the list shows, in three queries; what is to pack first, by promised day."""
    card = ProductImage.objects.filter(display_order=0)
    lines = Line.objects.select_related("product").prefetch_related(
        Prefetch("product__images", card, to_attr="card_pictures")
    )
    return (
        parts.select_related("upt", "order", "service__courier", "window__outlet__upt")
        .prefetch_related(Prefetch("lines", lines.order_by("pk"), to_attr="goods"))
        .order_by(*PACKING_ORDER)
    )


def decorated(parts):
    """The parts of `listed` for a template: each with its urgency, its contents and a picture."""
    shown = list(parts)
    for part in shown:
        part.urgency = urgency_of(part) if part.status in OPEN else None
        part.contents = contents_of(part)
        pictures = [line.product.card_pictures for line in part.goods if line.product]
        part.picture = next((picture[0] for picture in pictures if picture), None)
    return shown


def contents_of(part):
    """What lies on the bench for this part, as numbers and lines: what has not left, or, once all has, all of it."""
    if part.status in OPEN:
        return [(line.num_unsent, line) for line in part.goods if line.num_unsent]
    return [(line.quantity, line) for line in part.goods]


def boxes_of(part):
    """The parcels of a part, each with its `contents` as numbers and lines."""
    boxes = list(Parcel.objects.filter(upt_order=part).select_related("courier").with_items())
    lines = {line.pk: line for line in part.goods}
    for box in boxes:
        box.upt_order = part
        box.contents = [(item["quantity"], lines[item["line"]]) for item in box.packed]
    return boxes


class WorkFilter(admin.SimpleListFilter):
    """What is left to do, in the words of the bench."""

    title = gettext_lazy("Pekerjaan")
    parameter_name = "kerja"

    def lookups(self, request, model_admin):
        return [
            ("kemas", _("Perlu dikemas")),
            ("terlambat", _("Terlambat")),
            ("jalan", _("Dalam perjalanan")),
            ("ambil", _("Menunggu diambil")),
            ("hari-ini", _("Diambil hari ini")),
            ("selesai", _("Selesai")),
        ]

    def queryset(self, request, queryset):
        chosen = {
            "kemas": queryset.to_pack,
            "terlambat": queryset.late,
            "jalan": lambda: queryset.filter(status=UptOrderStatus.SHIPPED),
            "ambil": lambda: queryset.filter(status=UptOrderStatus.READY_FOR_PICKUP),
            "hari-ini": lambda: queryset.to_hand_out(0, 0).filter(status__in=AWAITED),
            "selesai": lambda: queryset.filter(status__in=workflow.ENDED),
        }.get(self.value())
        return chosen() if chosen else queryset
