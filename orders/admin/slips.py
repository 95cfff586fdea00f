"""Packing slips to print, one or many: what goes into the parcel and to whom. Prices stay out."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from orders.admin.packing_list import decorated, listed
from orders.models import UptOrder
from orders.packing import ON_THE_WAY, recipient_of
from upt_accounts import access

MOST = 50


def slips_page(request, site):
    """Slips of the parts named by `pk`, or of all that are to pack."""
    mine = access.of_request(request)
    if not mine.may(access.CHANGE, UptOrder):
        raise PermissionDenied
    parts = mine.rows(access.CHANGE, UptOrder.objects.paid().filter(status__in=ON_THE_WAY))
    chosen = request.GET.getlist("pk")
    parts = _chosen_or_404(parts, chosen) if chosen else parts.to_pack()
    slips = decorated(listed(parts).select_related("order__shipping_address")[:MOST])
    for slip in slips:
        slip.recipient = recipient_of(slip, mine)
    context = {
        **site.each_context(request),
        "title": _("Slip kemas"),
        "slips": slips,
        "left_out": parts.count() - len(slips),
    }
    return TemplateResponse(request, "admin/order/uptorder/slips.html", context)


def _chosen_or_404(parts, chosen):
    try:
        found = parts.filter(pk__in=chosen)
        if found.count() != len(set(chosen)):
            raise Http404
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    return found
