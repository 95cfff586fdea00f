"""However much lies in a basket, and from wherever, its page asks the database the same few questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.products import ProductFactory
from tests.orders.checkout.walking import BASKET, put

pytestmark = pytest.mark.django_db
AT_MOST = 12


def test_a_basket_from_shelf_loom_and_oven_asks_no_more_for_twelve_lines_than_for_three(client):
    asked = {}
    for count in (1, 4):
        for _each in range(count - len(asked)):
            for kind in ({}, {"made_to_order": True}, {"daily_batch": True}):
                put(client, ProductFactory(**kind))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(BASKET).status_code == 200
        asked[count] = len(captured)

    assert asked[1] == asked[4] <= AT_MOST
