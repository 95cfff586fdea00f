"""What the home page shows, in a fixed number of queries."""

from django.db.models import Count, F, OuterRef, Q, Subquery

from catalog.cards import cards
from catalog.curation.models import Nomination
from catalog.models import Availability, Category, Product, ProductImage
from catalog.models.product import ShipScope
from upt_accounts.models import Partner, SupportPartner, UptPicture

BREAD, FEATURED = 6, 4
STORY_UPT = "LPPLG"


def daily_and_featured():
    """Cards of today's fresh goods of one kitchen and of the newest flagships: (bread, featured)."""
    on_sale = Product.objects.on_sale()
    fresh = (
        on_sale.filter(availability=Availability.DAILY_BATCH, ship_scope=ShipScope.LOCAL_OR_PICKUP)
        .order_by(F("upt__code").asc(), "pk")
        .values("pk")
    )
    flagship = (
        on_sale.filter(pk__in=Nomination.objects.featured_now().values("product"), is_food=False)
        .priced()
        .order_by("-price")
        .values("pk")
    )
    chosen = cards(
        on_sale.filter(
            Q(pk__in=Subquery(fresh.filter(upt__code=STORY_UPT)[:BREAD]))
            | Q(pk__in=Subquery(flagship[:FEATURED]))
        ).order_by("pk")
    )
    bread = [product for product in chosen if product.availability == Availability.DAILY_BATCH]
    featured = [product for product in chosen if product.availability != Availability.DAILY_BATCH]
    return bread, featured


def category_tiles(tree):
    """Root categories with their number of products and one picture each."""
    link = Product.categories.through
    below = link.objects.filter(
        category__path__startswith=OuterRef("path"), product__is_public=True, product__upt__is_active=True
    )
    count = (
        below.order_by().annotate(one=F("pk") * 0).values("one").annotate(n=Count("product", distinct=True))
    )
    picture = ProductImage.objects.filter(product=OuterRef("first"), display_order=0).values("pk")[:1]
    roots = (
        Category.objects.filter(pk__in=[category.pk for category in tree.roots])
        .annotate(
            product_count=Subquery(count.values("n")),
            first=Subquery(below.order_by("-product__stockrecords__price").values("product")[:1]),
        )
        .annotate(picture_id=Subquery(picture))
        .order_by("path")
    )
    roots = list(roots)
    pictures = ProductImage.objects.in_bulk([root.picture_id for root in roots if root.picture_id])
    for root in roots:
        root.picture = pictures.get(root.picture_id)
    return roots


def upts_on_map():
    """All open UPTs with their place, and the one whose story is told (with pictures), or None."""
    upts = list(
        Partner.objects.selling().annotate(
            product_count=Count("products", filter=Q(products__is_public=True)),
        )
    )
    story = next((upt for upt in upts if upt.code == STORY_UPT), upts[0] if upts else None)
    if story:
        story.story_pictures = list(UptPicture.objects.filter(upt=story)[:3])
    return upts, story


def supporters():
    return SupportPartner.objects.all()
