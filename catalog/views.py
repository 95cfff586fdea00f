"""The storefront: home, lists, products and the national showcase. No page here touches session, token or basket."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from catalog import home as home_page
from catalog.capacity.facts import full_days
from catalog.cards import cards, cards_beside
from catalog.categories import tree_of
from catalog.choices import ChoicesForm, choice_facts
from catalog.curation.models import Nomination, Round
from catalog.listings import Listing
from catalog.models import Product
from catalog.offers import days_of, ways_of
from catalog.whatsapp import ask_about_product
from upt_accounts.onlookers import for_onlookers
from upt_accounts.upt_map import UptMap

SAME_WORKSHOP = 4


@for_onlookers
def home(request):
    story = home_page.story()
    bread, flagships, scenes = home_page.goods(story)
    swatches, rack = home_page.swatches_and_rack(tree_of(request))
    context = {
        "rack": rack,
        "bread": bread,
        "swatches": swatches,
        "flagships": flagships,
        "story": story,
        "scenes": scenes,
        "upt_map": UptMap(),
        "shares": home_page.SHARES,
        "supporters": home_page.supporters(),
    }
    return render(request, "catalog/home.html", context)


@for_onlookers
def index(request):
    """All products."""
    listing = Listing(Product.objects.all(), request.GET, request.path)
    return render(request, "catalog/listing.html", {"listing": listing, "children": tree_of(request).roots})


@for_onlookers
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


@for_onlookers
def search(request):
    tree = tree_of(request)
    listing = Listing(Product.objects.all(), request.GET, request.path, tree)
    return render(request, "catalog/search.html", {"listing": listing, "children": tree.roots})


@for_onlookers
def product(request, product_slug, pk):
    """One product. An old slug leads to the present one; withdrawn products are gone for shoppers."""
    shown = get_object_or_404(
        Product.objects.on_sale()
        .priced()
        .promised()
        .with_flagship_mark()
        .annotate(hangs_on=ArraySubquery(_categories()), full_days=full_days(), **choice_facts())
        .select_related("upt__regency__province", "workshop"),
        pk=pk,
    )
    if shown.slug != product_slug:
        return redirect(shown, permanent=True)
    tree = tree_of(request)
    categories = [found for found in tree.all if found.pk in shown.hangs_on]
    ways = ways_of(shown)
    others = cards_beside(shown, _others(shown, ways[0])[:SAME_WORKSHOP])
    context = {
        "product": shown,
        "promise": ways[0],
        "ways": ways,
        "days": days_of(shown, ways[0]),
        "pictures": list(shown.images.all()),
        "trail": tree.trail(categories[0]) if categories else [],
        "others": others,
        "choices": ChoicesForm(shown.asked, is_open=len(ways) > 1),
        "question_url": ask_about_product(shown),
    }
    return render(request, "catalog/product.html", context)


def _categories():
    return Product.categories.through.objects.filter(product=OuterRef("pk")).order_by().values("category")


def _others(shown, promise):
    """Works of the same workshop, then of the same UPT; instead of what is gone, those like it that can be had."""
    found = Product.objects.on_sale().exclude(pk=shown.pk).annotate(is_near=Q(workshop=shown.workshop_id))
    if not promise.sold_out:
        return found.filter(upt=shown.upt_id).order_by("-is_near", "-published_at", "-pk")
    alike = Product.categories.through.objects.filter(product=OuterRef("pk"), category__in=shown.hangs_on)
    found = (
        found.priced()
        .buyable()
        .annotate(is_alike=Exists(alike))
        .filter(Q(is_alike=True) | Q(upt=shown.upt_id))
    )
    return found.order_by("-is_alike", "-is_near", "-published_at", "-pk")


@for_onlookers
def showcase(request):
    """The products that the national curation has named produk unggulan; the dearest of them stands in front."""
    named = Nomination.objects.featured_now()
    products = cards(
        Product.objects.on_sale()
        .filter(pk__in=named.values("product"))
        .priced()
        .select_related("upt__regency__province")
        .order_by("-price", "pk")
    )
    context = {
        "lead": products[0] if products else None,
        "others": products[1:],
        "count": len(products),
        "rounds": Round.objects.filter(nominations__in=named).annotate(
            nomination_count=Count("nominations__round__nominations", distinct=True)
        ),
    }
    return render(request, "catalog/showcase.html", context)
