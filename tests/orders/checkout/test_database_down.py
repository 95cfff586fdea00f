"""PostgreSQL stops while an order is being placed: words instead of a fault, nothing half-written, and on it goes."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import psycopg2
import pytest
from django.db import connection

from orders.basket.models import Basket
from orders.models import Order, ShippingAddress
from tests.factories.products import ProductFactory, stock_of
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import DistrictFactory
from tests.orders.checkout.buyers import Buyer
from tests.orders.checkout.walking import BASKET
from tests.stage import second_server
from tests.stage.databases import wait_until_somebody_waits


@pytest.fixture
def postgres(start_shop, pytestconfig):
    with second_server.in_use(pytestconfig.cache.mkdir("sicantik-template")) as server:
        yield server


@contextmanager
def somebody_holding(record, postgres):
    """A lock on the stock in another session; gone, like the session, when the server stops."""
    with closing(psycopg2.connect(postgres.url)) as other:
        other.cursor().execute("SELECT 1 FROM partner_stockrecord WHERE id = %s FOR UPDATE", [record.pk])
        yield


def test_an_order_is_placed_whole_or_not_at_all_when_the_database_stops(postgres, start_shop):
    bag, district = ProductFactory(stock=10), DistrictFactory()
    TariffFactory(origin=bag.upt.regency.province, destination=district.regency.province)
    shop = start_shop(DATABASE_URL=postgres.url)
    buyer = Buyer(shop).go_to_review(district, bag)

    with ThreadPoolExecutor(1) as pool, somebody_holding(stock_of(bag), postgres):
        pressed = pool.submit(buyer.pay)
        wait_until_somebody_waits()
        connection.close()
        postgres.stop()
        answer = pressed.result()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Toko sedang tidak dapat melayani" in answer.text
    assert buyer.get(BASKET).status_code == 503

    postgres.start()
    assert (Order.objects.count(), ShippingAddress.objects.count()) == (0, 0)
    assert (stock_of(bag).num_allocated, Basket.objects.get().status) == (0, Basket.OPEN)

    assert buyer.pay().status_code == 302
    assert (Order.objects.count(), stock_of(bag).num_allocated) == (1, 1)
