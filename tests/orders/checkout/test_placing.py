from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from orders.basket.models import Basket
from orders.basket.parcels import parcels_of
from orders.checkout.exceptions import AlreadyPlaced, PlacingRefused
from orders.checkout.placing import ParcelPlan, place
from orders.models import Order, OrderStatus, ShippingAddress
from orders.shipping.quotes import Option
from tests.factories.orders import ShippingServiceFactory
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import DistrictFactory
from upt_accounts.models import StockRecord
from upt_accounts.strategy import UptStrategy

CONTACT = {"name": "Ani Pembeli", "email": "ani@example.com", "phone": "+6281234567890"}


def basket_of(*wanted):
    basket = Basket.objects.create()
    basket.strategy = UptStrategy()
    for product, quantity in wanted:
        basket.add_product(product, quantity)
    return basket


def plans_for(basket, charge=18_000):
    option = Option(ShippingServiceFactory(), Decimal(charge), 2, 4, 1)
    return [ParcelPlan(parcel, option) for parcel in parcels_of(basket)]


@pytest.fixture
def address(db):
    return address_in(DistrictFactory())


def address_in(district):
    return {
        "recipient": "Ani Pembeli",
        "phone": "+6281234567890",
        "district": district.pk,
        "village": "",
        "line1": "Jalan Merdeka 12",
        "postcode": "30131",
        "landmark": "",
    }


def test_an_order_over_two_upts_has_two_parts_and_is_right_to_the_rupiah(address):
    songket, bag = ProductFactory(price=232_000, stock=3), ProductFactory(price=75_500, stock=3)
    basket = basket_of((songket, 1), (bag, 2))

    order = place(basket, plans_for(basket), contact=CONTACT, address=address, language="id")

    assert order.total_incl_tax == 232_000 + 2 * 75_500 + 2 * 18_000
    assert [(part.upt, part.number) for part in order.upt_orders.all()] == [
        (songket.upt, f"{order.number}-1"),
        (bag.upt, f"{order.number}-2"),
    ]
    assert [(attempt.midtrans_order_id, attempt.amount) for attempt in order.attempts.all()] == [
        (f"{order.number}-1", order.total_incl_tax)
    ]
    assert [stock_of(product).num_allocated for product in (songket, bag)] == [1, 2]
    assert list(order.mails.values_list("event", "recipient")) == [("placed", "ani@example.com")]
    assert order.status == OrderStatus.AWAITING_PAYMENT


def test_numbers_do_not_tell_how_many_orders_there_are(address):
    numbers = []
    for _each in range(3):
        basket = basket_of((ProductFactory(), 1))
        numbers.append(
            place(basket, plans_for(basket), contact=CONTACT, address=address, language="id").number
        )

    assert len(set(numbers)) == 3
    # Of numbers that count, neighbours would differ in their last sign alone.
    assert len({number[:-1] for number in numbers}) == 3


def lower_the_stock(product):
    stock_of(product).allocate(10)


def raise_the_price(product):
    StockRecord.objects.filter(product=product).update(price=999_000)


def withdraw(product):
    type(product).objects.filter(pk=product.pk).update(publication="withdrawn", is_public=False)


def close_the_upt(product):
    type(product.upt).objects.filter(pk=product.upt_id).update(is_active=False)


@pytest.mark.parametrize("change", [lower_the_stock, raise_the_price, withdraw, close_the_upt])
def test_what_changed_since_the_review_is_told_and_nothing_is_written(address, change):
    product, other = ProductFactory(stock=10), ProductFactory(stock=10)
    basket = basket_of((other, 1), (product, 1))
    plans = plans_for(basket)
    change(product)

    with pytest.raises(PlacingRefused, match=product.name):
        place(basket, plans, contact=CONTACT, address=address, language="id")

    assert not Order.objects.exists()
    assert not ShippingAddress.objects.exists()
    assert stock_of(other).num_allocated == 0
    assert Basket.objects.get(pk=basket.pk).status == Basket.OPEN


def test_a_basket_is_placed_once(address):
    product = ProductFactory(stock=10)
    basket = basket_of((product, 1))
    plans = plans_for(basket)
    place(basket, plans, contact=CONTACT, address=address, language="id")

    with pytest.raises(AlreadyPlaced):
        place(basket, plans, contact=CONTACT, address=address, language="id")

    assert stock_of(product).num_allocated == 1


def at_the_same_moment(acts):
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait()
            return act()
        except (PlacingRefused, AlreadyPlaced) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_forty_buyers_at_once_place_ten_orders_for_ten_pieces(transactional_db):
    product, address = ProductFactory(stock=10), address_in(DistrictFactory())
    baskets = [basket_of((product, 1)) for _buyer in range(40)]
    prepared = [(basket, plans_for(basket)) for basket in baskets]

    answers = at_the_same_moment(
        [
            lambda basket=basket, plans=plans: place(
                basket, plans, contact=CONTACT, address=address, language="id"
            )
            for basket, plans in prepared
        ]
    )

    assert answers.count(PlacingRefused) == 30
    assert Order.objects.count() == 10
    assert stock_of(product).num_allocated == 10
    assert Basket.objects.filter(status=Basket.OPEN).count() == 30


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_order(transactional_db):
    product, address = ProductFactory(stock=10), address_in(DistrictFactory())
    basket = basket_of((product, 1))
    plans = plans_for(basket)

    answers = at_the_same_moment(
        [lambda: place(basket, plans, contact=CONTACT, address=address, language="id")] * 2
    )

    assert answers.count(AlreadyPlaced) == 1
    assert Order.objects.count() == 1
    assert stock_of(product).num_allocated == 1


@pytest.mark.django_db(transaction=True)
def test_two_baskets_with_the_same_goods_in_other_orders_do_not_wait_for_each_other_for_ever(
    transactional_db,
):
    one, other = ProductFactory(stock=50), ProductFactory(stock=50)
    address = address_in(DistrictFactory())
    baskets = [basket_of(*pair) for pair in [((one, 1), (other, 1)), ((other, 1), (one, 1))] * 5]
    prepared = [(basket, plans_for(basket)) for basket in baskets]

    at_the_same_moment(
        [
            lambda basket=basket, plans=plans: place(
                basket, plans, contact=CONTACT, address=address, language="id"
            )
            for basket, plans in prepared
        ]
    )

    assert Order.objects.count() == 10
    assert [stock_of(product).num_allocated for product in (one, other)] == [10, 10]
