"""Packing slips to print, one or many: what goes into the parcel and to whom. Prices stay out.

A part's slip lists what is still to pack; a part that leaves in several parcels has a slip for each of them, too.
"""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from orders.admin.packing_list import boxes_of, decorated, listed
from orders.models import UptOrder
from orders.packing import ON_THE_WAY, recipient_of
from upt_accounts import access

A_PAGE = 50


def slips_page(request, site):
    """Slips of the parts named by `pk`, or of all that are to pack; of one `paket` of a part, if that is named."""
    mine = access.of_request(request)
    if not mine.may(access.CHANGE, UptOrder):
        raise PermissionDenied
    parts = mine.rows(access.CHANGE, UptOrder.objects.paid().filter(status__in=ON_THE_WAY))
    chosen = request.GET.getlist("pk")
    parts = _chosen_or_404(parts, chosen) if chosen else parts.to_pack()
    wanted = listed(parts).select_related("order__shipping_address")
    page = Paginator(wanted, A_PAGE).get_page(request.GET.get("hal"))
    slips = decorated(page.object_list)
    for slip in slips:
        slip.recipient = recipient_of(slip, mine)
    if wanted_box := request.GET.get("paket"):
        slips = _of_one_box(slips, wanted_box)
    context = {**site.each_context(request), "title": _("Slip kemas"), "slips": slips, "page": page}
    return TemplateResponse(request, "admin/order/uptorder/slips.html", context)


def _of_one_box(slips, key):
    for slip in slips:
        for box in boxes_of(slip):
            if str(box.pk) == key:
                slip.box, slip.contents = box, box.contents
                return [slip]
    raise Http404


def _chosen_or_404(parts, chosen):
    try:
        found = parts.filter(pk__in=chosen)
        if found.count() != len(set(chosen)):
            raise Http404
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    return found
