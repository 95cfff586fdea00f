"""The first page of the admin: what waits for this person, each number the length of the list behind it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Product, Publication
from catalog.publication import with_what_is_missing
from orders.admin import start_offices
from orders.admin.board import board_of
from orders.admin.packing_list import decorated, listed
from orders.admin.start_lists import Count, list_of
from orders.models import UptOrder
from orders.payments.models import RefundCase
from orders.querysets import AWAITED
from upt_accounts import access
from upt_accounts.models import Partner

SHOWN = 8
ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def context(request, page):
    """What Unfold puts on the first page, with our lists."""
    mine = access.of_request(request)
    workplace = Partner.objects.filter(pk__in=mine.upts).order_by("pk").first()
    now = timezone.now().astimezone(ZoneInfo(workplace.time_zone)) if workplace else timezone.localtime()
    greeting = _greeting(now.hour)
    return {
        **page,
        "title": _("Hari ini"),
        "headline": f"{greeting}. {_work_today(mine)}" if workplace else greeting,
        "now": now,
        "zone": ZONES.get(now.utcoffset(), ""),
        "counts": [*start_offices.counts(mine), *_counts(mine)]
        if mine.may(access.CHANGE, RefundCase)
        else [*_counts(mine), *start_offices.counts(mine)],
        "sections": [] if workplace else list(start_offices.sections(mine)),
        **(_bench(mine) if workplace else {}),
    }


def _greeting(hour):
    if hour < 11:
        return _("Selamat pagi")
    if hour < 15:
        return _("Selamat siang")
    return _("Selamat sore") if hour < 18 else _("Selamat malam")


def _work_today(mine):
    number = mine.rows(access.CHANGE, UptOrder.objects.due()).count()
    if number == 0:
        return _("Tidak ada paket untuk hari ini")
    text = ngettext("Ada %(number)d paket untuk hari ini", "Ada %(number)d paket untuk hari ini", number)
    return text % {"number": number}


def _counts(mine):
    if mine.may(access.VIEW, UptOrder):
        parts = mine.rows(access.VIEW, UptOrder.objects.all())
        late = parts.late().count()
        yield Count(
            late, _("paket terlambat"), list_of("order_uptorder", "?kerja=terlambat"), is_trouble=late > 0
        )
        yield Count(
            parts.to_pack().count(), _("paket perlu dikemas"), list_of("order_uptorder", "?kerja=kemas")
        )
        if mine.upts:
            today = parts.to_hand_out(0, 0).filter(status__in=AWAITED)
            yield Count(today.count(), _("diambil hari ini"), list_of("order_uptorder", "?kerja=hari-ini"))
    if mine.may(access.VIEW, Product):
        products = mine.rows(access.VIEW, Product.objects.all())
        low = list_of("catalogue_product", "?stok=menipis")
        yield Count(products.running_low().count(), _("produk menipis atau habis"), low)
        drafts = products.filter(publication=Publication.DRAFT)
        link = list_of("catalogue_product", f"?publication__exact={Publication.DRAFT}")
        yield Count(drafts.count(), _("draf produk"), link)


def _bench(mine):
    """The lists of who packs: parcels, late ones first; what runs low; drafts and what they lack."""
    parts = listed(mine.rows(access.CHANGE, UptOrder.objects.to_pack()))
    products = mine.rows(access.CHANGE, Product.objects.all())
    low = products.running_low().with_card_pictures().order_by("on_shelf", "title")[:SHOWN]
    drafts = (
        products.filter(publication=Publication.DRAFT).with_card_pictures().order_by("-date_updated")[:SHOWN]
    )
    return {
        "has_bench": True,
        **board_of(mine),
        "to_pack": decorated(parts[:SHOWN]),
        "low": list(low),
        "drafts": with_what_is_missing(drafts),
    }
