"""The storefront: home, lists, products and the national showcase. No page here touches session, token or basket."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from catalog import home as home_page
from catalog.cards import cards
from catalog.categories import tree_of
from catalog.curation.models import Nomination
from catalog.listings import Listing
from catalog.models import Product
from catalog.promises import promise_of

SAME_WORKSHOP = 4


@require_safe
def home(request):
    bread, featured = home_page.daily_and_featured()
    upts, story = home_page.upts_on_map()
    context = {
        "bread": bread,
        "featured": featured,
        "tiles": home_page.category_tiles(tree_of(request)),
        "upts": upts,
        "story": story,
        "supporters": home_page.supporters(),
    }
    return render(request, "catalog/home.html", context)


@require_safe
def index(request):
    """All products."""
    listing = Listing(Product.objects.all(), request.GET, request.path)
    return render(request, "catalog/listing.html", {"listing": listing, "children": tree_of(request).roots})


@require_safe
def category(request, category_slug):
    tree = tree_of(request)
    found = tree.find(category_slug)
    if found is None:
        raise Http404
    listing = Listing(Product.objects.in_category(found), request.GET, request.path)
    context = {
        "listing": listing,
        "category": found,
        "trail": tree.trail(found),
        "children": tree.children(found),
    }
    return render(request, "catalog/listing.html", context)


@require_safe
def search(request):
    listing = Listing(Product.objects.all(), request.GET, request.path)
    return render(request, "catalog/search.html", {"listing": listing, "children": tree_of(request).roots})


@require_safe
def product(request, product_slug, pk):
    """One product. An old slug leads to the present one; withdrawn products are gone for shoppers."""
    shown = get_object_or_404(
        Product.objects.on_sale()
        .priced()
        .with_flagship_mark()
        .select_related("upt__regency__province", "workshop"),
        pk=pk,
    )
    if shown.slug != product_slug:
        return redirect(shown, permanent=True)
    tree = tree_of(request)
    hangs_on = set(shown.categories.values_list("pk", flat=True))
    categories = [found for found in tree.all if found.pk in hangs_on]
    others = Product.objects.on_sale().filter(upt=shown.upt_id).exclude(pk=shown.pk)
    context = {
        "product": shown,
        "promise": promise_of(shown),
        "pictures": list(shown.images.all()),
        "trail": tree.trail(categories[0]) if categories else [],
        "others": cards(others.order_by("-published_at", "-pk")[:SAME_WORKSHOP]),
    }
    return render(request, "catalog/product.html", context)


@require_safe
def showcase(request):
    """The products that the national curation has named produk unggulan, newest decision first."""
    named = Nomination.objects.featured_now().values("product")
    products = cards(
        Product.objects.on_sale().filter(pk__in=named).order_by("upt__regency__province__name", "title")
    )
    return render(request, "catalog/showcase.html", {"products": products})
