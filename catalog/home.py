"""What the home page shows, in a fixed number of queries however much there is to show."""

from collections import namedtuple

from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from catalog.cards import cards
from catalog.curation.models import Nomination
from catalog.models import Availability, Category, Product, ProductImage
from catalog.models.product import ShipScope
from upt_accounts.models import Partner, SupportPartner

BREAD, FLAGSHIPS, SCENES, STRIPS = 6, 4, 3, 5
# The root category whose close-ups hang on the rack.
CLOTH = "wastra"

Share = namedtuple("Share", "start percent name use")
# Shares of the profit as Kanwil Kalteng stated them in 2023, after Kepmen Kehakiman M.01-PP.02.01/1990. UPTs differ,
# so the page calls them an example.
SHARES = [
    Share(
        0,
        50,
        _("Upah pembuat"),
        _("Dicatat untuk tiap pembuat dan disimpan untuk keluarga atau bekal pulang."),
    ),
    Share(50, 35, _("Modal bengkel"), _("Benang, tepung, alat, dan pelatihan berikutnya.")),
    Share(85, 15, _("Penerimaan negara"), _("Disetor sebagai PNBP dengan bukti setor.")),
]
dearest = F("stockrecords__price").desc(nulls_last=True)


def goods(story):
    """(bread, flagships, scenes): fresh goods of the busiest kitchen, the dearest flagships, and works of the UPT
    whose story is told, one from each of its workshops."""
    on_sale = Product.objects.on_sale()
    bread, flagships, scenes = _bread(on_sale), _flagships(on_sale), _scenes(on_sale, story)
    shown = cards(
        on_sale.filter(Q(pk__in=bread) | Q(pk__in=flagships) | Q(pk__in=scenes))
        .annotate(is_bread=Q(pk__in=bread), is_flagship=Q(pk__in=flagships), is_scene=Q(pk__in=scenes))
        .order_by("pk")
    )
    return (
        [product for product in shown if product.is_bread],
        [product for product in shown if product.is_flagship],
        [product for product in shown if product.is_scene],
    )


def _bread(on_sale):
    fresh = on_sale.filter(availability=Availability.DAILY_BATCH, ship_scope=ShipScope.LOCAL_OR_PICKUP)
    kitchens = fresh.values("workshop").annotate(a_day=Sum("daily_capacity")).order_by("-a_day", "workshop")
    return (
        fresh.filter(workshop=Subquery(kitchens.values("workshop")[:1])).order_by("pk").values("pk")[:BREAD]
    )


def _flagships(on_sale):
    named = Nomination.objects.featured_now().values("product")
    return on_sale.filter(pk__in=named, is_food=False).order_by(dearest, "pk").values("pk")[:FLAGSHIPS]


def _scenes(on_sale, story):
    if story is None:
        return Product.objects.none().values("pk")
    of_each_workshop = (
        on_sale.filter(upt=story, workshop__isnull=False)
        .order_by("workshop_id", "pk")
        .distinct("workshop_id")
    )
    return on_sale.filter(pk__in=of_each_workshop.values("pk")).order_by(dearest, "pk").values("pk")[:SCENES]


def swatches_and_rack(tree):
    """(swatches, rack): root categories with their number of products and a picture each, and close-ups of the
    dearest cloth of five colours, each with its `product`."""
    swatches = list(_swatches(tree))
    wanted = [swatch.picture_id for swatch in swatches if swatch.picture_id]
    rack = _rack()
    pictures = list(
        ProductImage.objects.annotate(on_rack=Q(pk__in=rack))
        .filter(Q(pk__in=wanted) | Q(on_rack=True))
        .select_related("product")
        .order_by("product__stockrecords__price")
    )
    by_id = {picture.pk: picture for picture in pictures}
    for swatch in swatches:
        swatch.picture = by_id.get(swatch.picture_id)
    return swatches, [picture for picture in pictures if picture.on_rack]


def _swatches(tree):
    """A close-up where there is one, of what is in the shop the longest, so that the tiles stay as one knows them."""
    link = Product.categories.through
    below = link.objects.filter(
        category__path__startswith=OuterRef("path"), product__is_public=True, product__upt__is_active=True
    )
    count = (
        below.order_by().annotate(one=F("pk") * 0).values("one").annotate(n=Count("product", distinct=True))
    )
    picture = (
        ProductImage.objects.filter(
            display_order__lte=1,
            product__categories__path__startswith=OuterRef("path"),
            product__is_public=True,
            product__upt__is_active=True,
        )
        .order_by("-display_order", "product_id")
        .values("pk")[:1]
    )
    return (
        Category.objects.filter(pk__in=[category.pk for category in tree.roots])
        .annotate(product_count=Subquery(count.values("n")), picture_id=Subquery(picture))
        .order_by("path")
    )


def _rack():
    dear = F("product__stockrecords__price").desc(nulls_last=True)
    of_each_colour = (
        ProductImage.objects.filter(
            display_order=1,
            product__is_public=True,
            product__upt__is_active=True,
            product__categories__path_slug__startswith=CLOTH,
        )
        .order_by("product__colours__0", dear, "pk")
        .distinct("product__colours__0")
    )
    dearest_first = ProductImage.objects.filter(pk__in=of_each_colour.values("pk")).order_by(dear, "pk")
    return dearest_first.values("pk")[:STRIPS]


def story():
    """The UPT with the most workshops, in figures, or None."""
    return (
        Partner.objects.selling()
        .annotate(workshop_count=Count("workshops"))
        .annotate(
            product_count=_of_its_products(Count("pk")),
            longest_days=_of_its_products(Max("lead_time_days", filter=Q(availability="made_to_order"))),
            loaves_a_day=_of_its_products(Sum("daily_capacity", filter=Q(availability="daily_batch"))),
        )
        .order_by("-workshop_count", "pk")
        .first()
    )


def _of_its_products(figure):
    products = Product.objects.filter(upt=OuterRef("pk"), is_public=True, parent__isnull=True).order_by()
    return Subquery(products.values("upt").annotate(figure=figure).values("figure"))


def supporters():
    return SupportPartner.objects.all()
