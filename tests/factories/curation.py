"""Rounds of the national curation and what was nominated in them."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from catalog.curation.models import Nomination, Outcome, Round
from tests.factories.products import ProductFactory


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Round
        django_get_or_create = ["year"]

    name = factory.LazyAttribute(lambda one: f"Kurasi Produk Unggulan {one.year}")
    year = 2026
    opens_on = date(2026, 1, 12)
    closes_on = date(2026, 2, 28)


class NominationFactory(factory.django.DjangoModelFactory):
    """A nomination not decided yet; `featured=True` makes its product a produk unggulan of today."""

    class Meta:
        model = Nomination

    class Params:
        featured = factory.Trait(
            outcome=Outcome.FEATURED,
            valid_from=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)),
            valid_until=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=1)),
        )

    round = factory.SubFactory(RoundFactory)
    product = factory.SubFactory(ProductFactory)
