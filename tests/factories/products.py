"""Categories, products and their stock."""

from datetime import timedelta

import factory
from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from catalog.capacity.models import Batch, Loom
from catalog.capacity.oven import order_by
from catalog.models import (
    Availability,
    Category,
    Choice,
    ChoiceKind,
    ChoiceOption,
    Halal,
    Product,
    Publication,
    Storage,
)
from catalog.promises import today_at
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

    `made_to_order=True` has two looms free and nothing on the shelf, `daily_batch=True` ten pieces (`stock`) of each of
    the next three days.

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
            StockRecordFactory(product=product, pieces=_opening(product, stock), price=price)
        if product.availability == Availability.MADE_TO_ORDER:
            looms_of(product.workshop)
        if product.availability == Availability.DAILY_BATCH:
            batches_of(product, stock)
        if category:
            product.categories.add(category)
        return product


def _opening(product, stock):
    return stock if product.availability == Availability.READY else 0


def looms_of(workshop, count=2):
    """So many looms in a workshop that has none, all free."""
    if workshop and not workshop.looms.exists():
        Loom.objects.bulk_create(
            Loom(workshop=workshop, name=f"Alat {number + 1}") for number in range(count)
        )
        workshop.queue = [[loom.pk, []] for loom in workshop.looms.all()]
        workshop.save(update_fields=["queue"])


def batches_of(product, left, days=3):
    """A batch of each of the next days with so many pieces left; orders are taken until eight in the evening before.

    From that hour on the next of these days is the day after tomorrow, so that all of them take orders at any hour.
    """
    planned, first = max(product.daily_capacity, left), today_at(product.upt) + timedelta(days=1)
    if order_by(product, first) <= timezone.now():
        first += timedelta(days=1)
    ahead = [first + timedelta(days=step) for step in range(days)]
    Batch.objects.bulk_create(
        Batch(
            product=product, day=day, planned=planned, taken=planned - left, order_by=order_by(product, day)
        )
        for day in ahead
    )


def pick_of(product, name="Ukuran", options=(("M", 0), ("XXL", 10_000)), **more):
    """A choice with answers to pick, each with what it adds to the price."""
    choice = Choice.objects.create(product=product, name=name, **more)
    ChoiceOption.objects.bulk_create(
        ChoiceOption(choice=choice, name=answer, surcharge=surcharge, position=place)
        for place, (answer, surcharge) in enumerate(options)
    )
    return choice


def text_of(product, name="Nama di dada", **more):
    """A choice that is answered in words of up to twelve letters."""
    fields = {"kind": ChoiceKind.TEXT, "max_length": 12, "is_required": False, **more}
    return Choice.objects.create(product=product, name=name, **fields)


def stock_of(product):
    """The product's one stock record, read afresh."""
    return StockRecord.objects.get(product=product)
