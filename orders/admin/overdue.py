"""Paid parcels past their promise, oldest first, with what is known of why; and how well promises are kept where."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.delays import last_reason
from orders.kept_promises import kept_by, kept_of
from orders.models import UptOrder, UptOrderStatus
from orders.packing import today_at
from orders.querysets import OPEN, PAID, TODAY_AT_UPT
from orders.receipt import objections
from upt_accounts import access
from upt_accounts.models import Partner, Workshop

SHOWN = 100
KINDS = ("semua", "belum", "tunda", "hilang")


@dataclass(frozen=True)
class Row:
    part: UptOrder
    age: str
    promised: str
    now: str
    reason: str


def page(request, site):
    mine = access.of_request(request)
    if not mine.may(access.VIEW, UptOrder):
        raise PermissionDenied
    everything = mine.rows(access.VIEW, _overdue())
    upts = list(Partner.objects.filter(pk__in=everything.values("upt")).order_by("name"))
    chosen = request.GET.get("upt", "")
    kind = request.GET.get("jenis", KINDS[0])
    found = _narrowed(everything, chosen if chosen in {str(upt.pk) for upt in upts} else "", kind)
    context = {
        **site.each_context(request),
        "title": _("Lewat janji"),
        "upts": upts,
        "chosen": chosen,
        "kind": kind,
        "kinds": _kinds(),
        "all": everything.count(),
        "count": found.count(),
        "rows": [_row(part) for part in found.order_by("first_ships_on", "number")[:SHOWN]],
        "names_upt": not mine.is_of_one_upt,
        "kept": kept_of(mine.reach(access.VIEW, UptOrder).rows("upt")),
        "kept_by_upt": list(_kept_by_upt(mine)),
        "kept_by_workshop": list(_kept_by_workshop(mine)),
    }
    return TemplateResponse(request, "admin/overdue.html", context)


def _overdue():
    """Past the first promise and not gone, or gone and missed by the buyer."""
    late = Q(status__in=OPEN, order__status__in=PAID, first_ships_on__lt=TODAY_AT_UPT)
    missed = Q(status=UptOrderStatus.SHIPPED, is_missed=True)
    parts = UptOrder.objects.annotate(is_missed=Exists(objections())).filter(late | missed)
    return parts.annotate(reason=Subquery(last_reason(OuterRef("pk")))).select_related("upt", "order")


def _narrowed(parts, upt, kind):
    if upt:
        parts = parts.filter(upt=upt)
    return {
        "belum": parts.filter(status__in=OPEN, ships_on__lt=TODAY_AT_UPT),
        "tunda": parts.filter(status__in=OPEN, ships_on__gt=F("first_ships_on")),
        "hilang": parts.filter(status=UptOrderStatus.SHIPPED),
    }.get(kind, parts)


def _kinds():
    return [
        ("semua", _("Semua")),
        ("belum", _("Lewat janji terakhir")),
        ("tunda", _("Ditunda dengan alasan")),
        ("hilang", _("Dilaporkan belum sampai")),
    ]


def _row(part):
    days = (today_at(part.upt) - part.first_ships_on).days
    moved = part.ships_on != part.first_ships_on
    return Row(
        part=part,
        age=ngettext("%(days)d hari", "%(days)d hari", days) % {"days": days},
        promised=date_format(part.first_ships_on, "j M Y"),
        now=date_format(part.ships_on, "j M Y") if moved else "",
        reason=_reason(part, moved),
    )


def _reason(part, moved):
    if part.is_missed:
        return _("Pembeli melapor belum sampai")
    return part.reason if moved and part.reason else _("UPT belum memberi alasan")


def _kept_by_upt(mine):
    kept = kept_by("upt")
    for upt in mine.rows(access.VIEW, Partner.objects.filter(pk__in=kept)).order_by("name"):
        yield upt.name, kept[upt.pk]


def _kept_by_workshop(mine):
    kept = kept_by("lines__product__workshop")
    rows = mine.rows(access.VIEW, Workshop.objects.filter(pk__in=kept)).select_related("upt")
    for workshop in rows.order_by("upt__name", "name"):
        name = workshop.name if mine.is_of_one_upt else f"{workshop.upt.name}: {workshop.name}"
        yield name, kept[workshop.pk]
