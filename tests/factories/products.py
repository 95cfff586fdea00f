"""Categories, products and their stock."""

import factory
from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from catalog.models import Availability, Category, Halal, Product, Publication, Storage
from tests.factories.upts import UptFactory, WorkshopFactory
from upt_accounts import stock
from upt_accounts.models import StockMovement, StockRecord


class ProductClassFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_model("catalogue", "ProductClass")
        django_get_or_create = ["name"]

    name = "Barang"


class CategoryFactory(factory.django.DjangoModelFactory):
    """A root, or with `parent` a child of it."""

    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Kategori {n}")
    slug = factory.Sequence(lambda n: f"kategori-{n}")

    @classmethod
    def _create(cls, model_class, *args, parent=None, **fields):
        fields.setdefault("path_slug", f"{parent.path_slug}/{fields['slug']}" if parent else fields["slug"])
        category = model_class(**fields)
        if parent:
            return model_class.objects.add_child(parent, instance=category)
        return model_class.objects.add_root(instance=category)


class StockRecordFactory(factory.django.DjangoModelFactory):
    """Price and stock of a product that has none yet; `pieces` come in by an opening movement."""

    class Meta:
        model = StockRecord

    product = factory.SubFactory("tests.factories.products.ProductFactory", stockrecord=None)
    partner = factory.SelfAttribute("product.upt")
    partner_sku = factory.LazyAttribute(lambda record: f"SKU-{record.product.pk}")
    price = 125_000

    @classmethod
    @transaction.atomic
    def _create(cls, model_class, *args, pieces=10, **fields):
        record = super()._create(model_class, *args, **fields)
        if pieces:
            stock.move(record, pieces, reason=StockMovement.Reason.OPENING)
        return record


class ProductFactory(factory.django.DjangoModelFactory):
    """A published product with ten pieces on the shelf.

    `ProductFactory(stock=3, price=20_000)` chooses pieces and price, `stockrecord=None` leaves both out,
    `category=…` hangs it on a category, `draft=True` keeps it from shoppers.
    """

    class Meta:
        model = Product
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(publication=Publication.DRAFT, is_public=False, published_at=None)
        made_to_order = factory.Trait(availability=Availability.MADE_TO_ORDER, lead_time_days=28)
        daily_batch = factory.Trait(availability=Availability.DAILY_BATCH, daily_capacity=40)
        food = factory.Trait(
            is_food=True,
            ingredients="tepung terigu; ragi; gula",
            shelf_life_days=3,
            storage=Storage.ROOM,
            halal=Halal.CERTIFIED,
        )

    upt = factory.SubFactory(UptFactory)
    workshop = factory.SubFactory(WorkshopFactory, upt=factory.SelfAttribute("..upt"))
    product_class = factory.SubFactory(ProductClassFactory)
    title = factory.Sequence(lambda n: f"Tas Anyaman {n}")
    slug = factory.Sequence(lambda n: f"tas-anyaman-{n}")
    description = "Tas anyaman tangan."
    publication = Publication.PUBLISHED
    is_public = True
    published_at = factory.LazyFunction(timezone.now)
    weight_grams = 500

    @classmethod
    def _create(cls, model_class, *args, stock=10, price=125_000, stockrecord=True, category=None, **fields):
        product = super()._create(model_class, *args, **fields)
        if stockrecord:
            StockRecordFactory(product=product, pieces=stock, price=price)
        if category:
            product.categories.add(category)
        return product


def stock_of(product):
    """The product's one stock record, read afresh."""
    return StockRecord.objects.get(product=product)
