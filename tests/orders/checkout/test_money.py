"""Rupiah are whole and none gets lost: what is shown, charged, told to Midtrans and owed to each UPT is one sum."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from catalog.models import Availability, Choice
from orders.basket.joining import joined
from orders.basket.models import Basket
from orders.basket.parcels import BasketLine, BasketParcel, parcels_of
from orders.checkout.placing import ParcelPlan, place, total_of
from orders.checkout.shown import shown_in
from orders.checkout.summary import Summary
from orders.payments.payload import payload_of
from orders.payments.workflow import open_attempt_of
from orders.shipping.models import Courier, ServiceKind, ShippingService, Tariff
from orders.shipping.quotes import Option
from orders.shipping.weights import charged_kilograms, weight_and_packages
from tests.factories.orders import ShippingServiceFactory
from tests.factories.products import ProductFactory, pick_of
from tests.factories.upts import DistrictFactory, UptFactory
from tests.orders.addresses.test_forms import DRAFT
from upt_accounts.models import Partner, StockRecord
from upt_accounts.regions.models import Province
from upt_accounts.strategy import UptStrategy

CONTACT = {"name": "Ani Pembeli", "email": "ani@example.com", "phone": "+6281234567890"}
prices, quantities = some.integers(1, 9_999_999), some.integers(1, 99)
tariffs = some.builds(
    lambda first, further, courier: Tariff(
        service=ShippingService(code="x", name="X", kind=ServiceKind.REGULAR, courier=courier),
        origin=Province(name="Asal"),
        destination=Province(name="Tujuan"),
        first_price=Decimal(first),
        further_price=Decimal(further),
        min_days=1,
        max_days=3,
    ),
    some.integers(0, 500_000),
    some.integers(0, 90_000),
    some.builds(
        Courier,
        tolerance_grams=some.integers(0, 999),
        volume_divisor=some.integers(1_000, 9_000),
        min_kg=some.integers(1, 10),
    ),
)
goods = some.builds(
    lambda price, quantity, grams, size: BasketLine(
        line=SimpleNamespace(line_reference="x"),
        product=SimpleNamespace(
            pk=price,
            name="Barang",
            weight_grams=grams,
            package_length_cm=size,
            package_width_cm=size,
            package_height_cm=size,
        ),
        quantity=quantity,
        price=price,
        promise=SimpleNamespace(ships_on=date(2026, 11, 24), sold_out=False),
        problem="",
    ),
    prices,
    quantities,
    some.integers(1, 30_000),
    some.one_of(some.none(), some.integers(1, 120)),
)


def plan_of(number, lines, tariff):
    grams, packages = weight_and_packages(lines)
    kilograms = charged_kilograms(tariff.service.courier, grams, packages)
    option = Option(tariff.service, tariff.charge(kilograms), tariff.min_days, tariff.max_days, kilograms)
    return ParcelPlan(BasketParcel(Partner(pk=number, name="UPT"), Availability.READY, lines), option)


@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.tuples(some.lists(goods, min_size=1, max_size=6), tariffs), min_size=1, max_size=8))
def test_what_is_shown_is_the_sum_of_its_parts_for_a_thousand_baskets(parcels):
    plans = [plan_of(number, lines, tariff) for number, (lines, tariff) in enumerate(parcels)]
    summary = Summary([plan.parcel for plan in plans], plans)
    shown = shown_in(plans, contact={}, address={})["parcels"]

    pieces = sum(line.price * line.quantity for lines, _tariff in parcels for line in lines)
    charges = sum(plan.option.charge for plan in plans)

    assert total_of(plans) == summary.total == pieces + charges
    assert summary.goods == pieces == sum(plan.parcel.subtotal for plan in plans)
    assert charges == sum(charge.amount for charge in summary.charges)
    assert [plan.option.charge for plan in plans] == [shown[plan.parcel.key]["charge"] for plan in plans]
    assert {type(amount) for amount in (summary.total, summary.goods, *(plan.charge for plan in plans))} == {
        int
    }


# --- On the database, up to what Midtrans is told ---------------------------------------------------------------------
UPTS, PRODUCTS = 4, 12


@pytest.fixture
def shelf(db):
    DistrictFactory()
    return [
        ProductFactory(upt=upt, stock=1_000_000)
        for upt in [UptFactory() for _each in range(UPTS)]
        for _product in range(PRODUCTS)
    ]


@pytest.fixture
def loom_goods(shelf):
    """One piece of each UPT that is made for the buyer."""
    return [ProductFactory(upt=upt, made_to_order=True) for upt in {product.upt for product in shelf}]


def basket_of(shelf, wanted):
    basket = Basket.objects.create()
    basket.strategy = UptStrategy()
    for index, (price, quantity) in wanted.items():
        StockRecord.objects.filter(product=shelf[index]).update(price=price)
        basket.add_product(shelf[index], quantity)
    return basket


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    wanted=some.dictionaries(
        some.integers(0, UPTS * PRODUCTS - 1), some.tuples(prices, quantities), min_size=1
    ),
    charges=some.lists(some.integers(0, 999_999), min_size=UPTS, max_size=UPTS),
)
# More lines than Midtrans takes.
@example(
    wanted={index: (999 + index, 3) for index in range(UPTS * PRODUCTS)}, charges=[0, 1, 18_000, 999_999]
)
def test_what_is_charged_is_what_the_upts_get_and_what_midtrans_is_told(shelf, wanted, charges):
    basket, service = basket_of(shelf, wanted), ShippingServiceFactory()
    plans = [
        ParcelPlan(parcel, Option(service, Decimal(charge), 2, 4, 1))
        for parcel, charge in zip(parcels_of(basket), charges, strict=False)
    ]

    order = place(basket, plans, contact=CONTACT, address=DRAFT, language="id")

    order.refresh_from_db()
    lines, parts = list(order.lines.all()), list(order.upt_orders.all())
    listed = sum(line.line_price_before_discounts_incl_tax for line in lines)
    discount = listed - sum(line.line_price_incl_tax for line in lines)
    shipping = sum(part.shipping_charge for part in parts)
    owed = [
        part.shipping_charge + sum(line.line_price_incl_tax for line in lines if line.upt_order_id == part.pk)
        for part in parts
    ]
    told = payload_of(open_attempt_of(order))

    assert listed == sum(price * quantity for price, quantity in wanted.values())
    assert order.total_incl_tax == listed + shipping - discount == sum(owed) == total_of(plans)
    assert order.total_incl_tax == order.attempts.get().amount == told["transaction_details"]["gross_amount"]
    assert sum(line["price"] * line["quantity"] for line in told["item_details"]) == order.total_incl_tax
    assert {
        amount.as_tuple().exponent for amount in (order.total_incl_tax, order.shipping_incl_tax, *owed)
    } == {0}


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    wanted=some.dictionaries(
        some.integers(0, UPTS * PRODUCTS - 1), some.tuples(prices, quantities), min_size=1, max_size=8
    ),
    made=some.lists(some.integers(0, UPTS - 1), unique=True),
    together=some.sets(some.integers(0, UPTS - 1)),
    surcharges=some.lists(some.integers(0, 500_000), min_size=UPTS, max_size=UPTS),
    charges=some.lists(some.integers(0, 999_999), min_size=2 * UPTS, max_size=2 * UPTS),
)
def test_joined_parcels_and_choices_add_up_as_well(
    shelf, loom_goods, wanted, made, together, surcharges, charges
):
    basket, service = basket_of(shelf, wanted), ShippingServiceFactory()
    for index in made:
        Choice.objects.filter(product=loom_goods[index]).delete()
        pick_of(loom_goods[index], options=[("M", surcharges[index])])
        answer = [{"name": "Ukuran", "value": "M", "surcharge": surcharges[index]}]
        basket.put_in(loom_goods[index], 1, supply=Availability.MADE_TO_ORDER, choices=answer)
    apart = parcels_of(basket)
    parcels = joined(apart, {loom_goods[index].upt_id for index in together})
    plans = [
        ParcelPlan(parcel, Option(service, Decimal(charge), 2, 4, 1))
        for parcel, charge in zip(parcels, charges, strict=False)
    ]

    order = place(basket, plans, contact=CONTACT, address=DRAFT, language="id")
    lines, parts = list(order.lines.all()), list(order.upt_orders.all())
    goods_total = sum(price * quantity for price, quantity in wanted.values())
    goods_total += sum(125_000 + surcharges[index] for index in made)

    assert sorted(line.line.pk for parcel in parcels for line in parcel.lines) == sorted(
        line.line.pk for parcel in apart for line in parcel.lines
    )
    assert len(parts) == len(parcels)
    assert sum(line.line_price_incl_tax for line in lines) == goods_total
    assert order.total_incl_tax == goods_total + sum(part.shipping_charge for part in parts)
    assert order.total_incl_tax == order.attempts.get().amount == total_of(plans)
