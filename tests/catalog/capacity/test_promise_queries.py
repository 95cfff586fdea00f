"""A promise is read along with its product: a long queue of jobs asks the database nothing more."""

import pytest

from catalog.capacity.models import Job, Loom
from catalog.demo import synthetic_capacity
from catalog.models import Product
from catalog.promises import promise_of
from tests.factories.products import ProductFactory, looms_of
from tests.factories.upts import UptFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy():
    """A piece of five days of a workshop with sixteen looms and five hundred jobs ahead of it."""
    upt = UptFactory()
    workshop = WorkshopFactory(upt=upt)
    looms_of(workshop, 16)
    product = ProductFactory(made_to_order=True, upt=upt, workshop=workshop, lead_time_days=5)
    synthetic_capacity.fill(product, 500)
    assert (Loom.objects.count(), Job.objects.count()) == (16, 500)
    return product


def test_a_promise_behind_five_hundred_jobs_takes_the_one_question_that_reads_the_product(
    busy, django_assert_num_queries
):
    with django_assert_num_queries(1):
        promise = promise_of(Product.objects.priced().promised().get(pk=busy.pk))

    (slot,) = promise.slots
    assert slot.first_day > Job.objects.filter(loom=slot.loom).latest("last_day").last_day


def test_a_list_of_products_of_busy_workshops_takes_one_question(busy, django_assert_num_queries):
    for _each in range(23):
        ProductFactory(made_to_order=True, upt=busy.upt, workshop=busy.workshop)

    with django_assert_num_queries(1):
        promises = [promise_of(product) for product in Product.objects.priced().promised()]

    assert len(promises) == 24
