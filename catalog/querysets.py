"""How products are found: by shoppers (`on_sale`), and by staff (`visible_to`)."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from oscar.apps.catalogue.managers import ProductQuerySet as OscarProductQuerySet
from oscar.core.loading import get_model

from catalog.capacity.facts import promise_facts
from upt_accounts import access

# So few pieces left that a petugas should make or count more.
LOW = 3


class ProductQuerySet(OscarProductQuerySet):
    def on_sale(self):
        """What a shopper may see: published, of a UPT whose shop is open. Variants appear with their parent."""
        return self.filter(is_public=True, parent__isnull=True, upt__is_active=True)

    def in_category(self, category):
        """Products of a category and of all below it; one row each, however many categories they hang on."""
        link = get_model("catalogue", "ProductCategory")
        return self.filter(
            Exists(link.objects.filter(product=OuterRef("pk"), category__path__startswith=category.path))
        )

    def priced(self):
        """Add `price` (rupiah), `in_stock`, and `on_shelf` (those free to sell) of the one stock record."""
        return self.annotate(
            price=F("stockrecords__price"),
            in_stock=F("stockrecords__num_in_stock"),
            on_shelf=F("stockrecords__num_in_stock") - Coalesce(F("stockrecords__num_allocated"), 0),
        )

    def promised(self):
        """Add what `promise_of` reckons with, in the same query; products come with `upt` and `workshop`."""
        return self.annotate(**promise_facts()).select_related("upt", "workshop")

    def buyable(self):
        """Of `priced()` products those that can be ordered now: from shelf, loom or oven."""
        batches = get_model("capacity", "Batch").objects.taking_orders().filter(product=OuterRef("pk"))
        looms = get_model("capacity", "Loom").objects.filter(workshop=OuterRef("workshop"), is_active=True)
        return self.filter(
            (Q(on_shelf__gt=0) & ~Q(availability="daily_batch"))
            | (Q(availability="made_to_order", is_unique=False) & Q(Exists(looms)))
            | (Q(availability="daily_batch") & Q(Exists(batches)))
        )

    def with_flagship_mark(self):
        """Add `is_featured`: a decision of the national curation makes it a produk unggulan today."""
        decisions = get_model("curation", "Nomination").objects.featured_now()
        return self.annotate(is_featured=Exists(decisions.filter(product=OuterRef("pk"))))

    def running_low(self):
        """On the shelf with few pieces left or none; what looms and ovens make comes again by itself."""
        return self.on_sale().priced().filter(on_shelf__lte=LOW, availability="ready")

    def with_card_pictures(self):
        """Add `card_pictures`, a list of the one picture that stands for the product, or empty."""
        pictures = get_model("catalogue", "ProductImage").objects.filter(display_order=0)
        return self.prefetch_related(Prefetch("images", pictures, to_attr="card_pictures"))

    def with_card_words(self):
        """All that a product card shows but its picture."""
        joined = self.select_related("upt__regency", "workshop", "product_class")
        return joined.priced().promised().with_flagship_mark()

    def with_card_facts(self):
        """All that a product card shows, in one query and one more for pictures, whatever the number of cards."""
        return self.with_card_words().with_card_pictures()

    def with_completeness(self):
        """Add `has_picture`, `has_price` and `has_category`: what a product needs besides its own fields."""
        rows = {name: get_model("catalogue", name).objects for name in ("ProductImage", "ProductCategory")}
        prices = get_model("partner", "StockRecord").objects.filter(price__isnull=False)
        return self.annotate(
            has_picture=Exists(rows["ProductImage"].filter(product=OuterRef("pk"))),
            has_price=Exists(prices.filter(product=OuterRef("pk"))),
            has_category=Exists(rows["ProductCategory"].filter(product=OuterRef("pk"))),
        )

    def visible_to(self, user):
        """Products of the UPTs whose work this member of staff may see."""
        return access.of(user).rows(access.VIEW, self)
