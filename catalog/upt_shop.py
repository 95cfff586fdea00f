"""One UPT's shop: who they are, their workshops, and what they sell."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.listings import Listing
from catalog.models import Product
from upt_accounts.models import Partner


@require_safe
def upt_shop(request, slug):
    upt = get_object_or_404(
        Partner.objects.selling().select_related("regency__province", "kanwil"), slug=slug
    )
    pictures = list(upt.pictures.all())
    context = {
        "upt": upt,
        "banner": pictures[0] if pictures else None,
        "scenes": pictures[1:],
        "workshops": upt.workshops.all(),
        "supporters": upt.supporters.all(),
        "listing": Listing(Product.objects.filter(upt=upt), request.GET, request.path),
    }
    return render(request, "catalog/upt.html", context)
