"""One UPT's shop: who they are, their workshops, when they are open, and what they sell."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from catalog.categories import tree_of
from catalog.curation.models import Nomination
from catalog.listings import Listing
from catalog.models import Product, ProductImage
from catalog.promises import next_holidays
from catalog.whatsapp import ask_upt
from upt_accounts.models import Partner
from upt_accounts.onlookers import for_onlookers

BANNER_PIECES = 6


@for_onlookers
def upt_shop(request, slug):
    upt = get_object_or_404(
        Partner.objects.selling().select_related("regency__province", "kanwil"), slug=slug
    )
    tree = tree_of(request)
    on_sale = Product.objects.on_sale().filter(upt=upt)
    listing = Listing(on_sale, request.GET, request.path, tree)
    workshops = _workshops(upt)
    pictures = list(upt.pictures.all())
    context = {
        "upt": upt,
        "banner": pictures[0] if pictures else None,
        "pieces": [workshop.picture for workshop in workshops if workshop.picture][:BANNER_PIECES],
        "workshops": workshops,
        "supporters": upt.supporters.all(),
        "holidays": next_holidays(timezone.localdate()),
        "question_url": ask_upt(upt),
        "product_count": on_sale.count(),
        "flagship_count": on_sale.filter(pk__in=Nomination.objects.featured_now().values("product")).count(),
        "listing": listing,
        "shelves": _shelves(on_sale, tree, listing),
    }
    return render(request, "catalog/upt.html", context)


def _workshops(upt):
    """The UPT's workshops, each with a `picture` of what it makes, or None."""
    pictures = (
        ProductImage.objects.filter(
            product__upt=upt, product__is_public=True, product__workshop__isnull=False
        )
        .select_related("product")
        .order_by("product__workshop_id", "display_order", "product_id")
        .distinct("product__workshop_id")
    )
    by_workshop = {picture.product.workshop_id: picture for picture in pictures}
    workshops = list(upt.workshops.all())
    for workshop in workshops:
        workshop.picture = by_workshop.get(workshop.pk)
    return workshops


def _shelves(on_sale, tree, listing):
    """Categories in which the UPT sells: (category, number of products, address of the list, whether it is shown)."""
    counts = dict(on_sale.order_by().values_list("categories").annotate(Count("pk")))
    return [
        (
            category,
            counts[category.pk],
            listing.url(kategori=category.path_slug),
            category == listing.category,
        )
        for category in tree.all
        if category.pk in counts
    ]
