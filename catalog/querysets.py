"""How products are found: by shoppers (`on_sale`), and by staff (`visible_to`)."""

from django.db.models import Exists, F, OuterRef, Prefetch
from django.db.models.functions import Coalesce
from oscar.apps.catalogue.managers import ProductQuerySet as OscarProductQuerySet
from oscar.core.loading import get_model

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
        """Add `price` (rupiah) and `available` (pieces) of the one stock record."""
        return self.annotate(
            price=F("stockrecords__price"),
            available=F("stockrecords__num_in_stock") - Coalesce(F("stockrecords__num_allocated"), 0),
        )

    def with_flagship_mark(self):
        """Add `is_featured`: a decision of the national curation makes it a produk unggulan today."""
        decisions = get_model("curation", "Nomination").objects.featured_now()
        return self.annotate(is_featured=Exists(decisions.filter(product=OuterRef("pk"))))

    def running_low(self):
        """In the shop with few pieces left or none; the oven's day is short by nature and does not count."""
        return self.on_sale().priced().filter(available__lte=LOW).exclude(availability="daily_batch")

    def with_card_pictures(self):
        """Add `card_pictures`, a list of the one picture that stands for the product, or empty."""
        pictures = get_model("catalogue", "ProductImage").objects.filter(display_order=0)
        return self.prefetch_related(Prefetch("images", pictures, to_attr="card_pictures"))

    def with_card_facts(self):
        """All that a product card shows, in one query and one more for pictures, whatever the number of cards."""
        return self.priced().with_flagship_mark().select_related("upt", "product_class").with_card_pictures()

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
