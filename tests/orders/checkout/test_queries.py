"""However many parcels there are, a page asks the database the same number of questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.addresses.book import keep
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import UserFactory
from tests.orders.addresses.test_forms import DRAFT
from tests.orders.checkout.walking import ADDRESS, REVIEW, SHIPPING, answers, go_to_review, pay, ways

pytestmark = pytest.mark.django_db
FEW, MANY = 2, 8


def questions(act):
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


@pytest.fixture
def served(district):
    TariffFactory(destination=district.regency.province)
    return district


def at_the_review(client, district, parcels):
    goods = [ProductFactory(stock=5) for _each in range(parcels)]
    goods += [ProductFactory(stock=5, upt=product.upt) for product in goods]
    return go_to_review(client, district, goods)


@pytest.mark.parametrize(("page", "most"), [(ADDRESS, 9), (SHIPPING, 11), (REVIEW, 11)])
def test_a_step_asks_the_same_few_questions_for_two_parcels_and_for_eight(client, served, page, most):
    asked = []
    for parcels in (FEW, MANY):
        visitor = type(client)()
        at_the_review(visitor, served, parcels)
        asked.append(questions(lambda visitor=visitor: visitor.get(page)))

    assert asked[0] == asked[1] <= most


@pytest.mark.parametrize(("step", "most"), [(ADDRESS, 12), (SHIPPING, 13)])
def test_sending_a_step_asks_the_same_few_questions(client, served, step, most):
    asked = []
    for parcels in (FEW, MANY):
        visitor = type(client)()
        at_the_review(visitor, served, parcels)
        typed = answers(served) if step == ADDRESS else ways(visitor.get(SHIPPING))
        asked.append(questions(lambda visitor=visitor, typed=typed: visitor.post(step, typed)))

    assert asked[0] == asked[1] <= most


def test_a_long_address_book_asks_no_more_than_a_short_one(client, served):
    asked = []
    for entries in (1, 8):
        visitor, buyer = type(client)(), UserFactory()
        visitor.force_login(buyer)
        for number in range(entries):
            keep(buyer, {**DRAFT, "line1": f"Jl. Merdeka {number}"})
        at_the_review(visitor, served, FEW)
        asked.append(questions(lambda visitor=visitor: visitor.get(ADDRESS)))

    assert asked[0] == asked[1]


def test_placing_asks_two_questions_a_parcel_and_two_a_product_beside_a_fixed_number(client, served):
    asked = []
    for parcels in (FEW, MANY):
        visitor = type(client)()
        review = at_the_review(visitor, served, parcels)
        asked.append(questions(lambda visitor=visitor, review=review: pay(visitor, review)))

    assert asked[0] <= 60
    # Each parcel of this test holds two products.
    assert asked[1] - asked[0] <= (MANY - FEW) * (2 + 2 * 2)
