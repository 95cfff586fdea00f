"""What the home page shows, in a fixed number of queries however much there is to show."""

from collections import namedtuple

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Substr
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
    chosen = Q(pk__in=_bread(on_sale)) | Q(pk__in=_flagships(on_sale)) | Q(pk__in=_scenes(on_sale, story))
    shown = cards(on_sale.filter(chosen).select_related("workshop").order_by("pk"))
    dearest_first = sorted(shown, key=lambda product: -(product.price or 0))
    scenes = {}
    for product in dearest_first:
        if story and product.upt_id == story.pk and not product.is_food:
            scenes.setdefault(product.workshop_id, product)
    return (
        [product for product in shown if product.availability == Availability.DAILY_BATCH],
        [product for product in dearest_first if product.is_featured and not product.is_food][:FLAGSHIPS],
        list(scenes.values())[:SCENES],
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
    found = {row["root"]: row for row in _counts()}
    on_tile = {row["with_close_up"] or row["first"] for row in found.values()}
    pictures = list(
        ProductImage.objects.annotate(on_rack=Q(pk__in=_rack()))
        .filter(Q(product__in=on_tile, display_order__lte=1) | Q(on_rack=True))
        .select_related("product")
        .order_by("product__stockrecords__price", "display_order")
    )
    nearest = {picture.product_id: picture for picture in pictures}
    for root in tree.roots:
        row = found.get(root.path, {"count": 0, "with_close_up": None, "first": None})
        root.product_count = row["count"]
        root.picture = nearest.get(row["with_close_up"] or row["first"])
    return tree.roots, [picture for picture in pictures if picture.on_rack]


def _counts():
    """Of each root: its products, and which has been in the shop the longest, so that tiles stay as one knows them."""
    close_up = ProductImage.objects.filter(product=OuterRef("product"), display_order=1)
    return (
        Product.categories.through.objects.filter(product__is_public=True, product__upt__is_active=True)
        .annotate(root=Substr("category__path", 1, Category.steplen), has_close_up=Exists(close_up))
        .order_by()
        .values("root")
        .annotate(
            count=Count("product", distinct=True),
            first=Min("product"),
            with_close_up=Min("product", filter=Q(has_close_up=True)),
        )
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
