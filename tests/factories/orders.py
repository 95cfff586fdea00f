"""Placed orders as rows, for tests that begin after the checkout."""

from datetime import timedelta

import factory
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from catalog.capacity import looms, oven
from catalog.models import Availability
from orders.models import Line, Order, ShippingAddress, UptOrder
from orders.shipping.models import Courier, ServiceKind, ShippingService
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import DistrictFactory, UptFactory


class CourierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Courier
        django_get_or_create = ["code"]

    code = "jne"
    name = "JNE"


class ShippingServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ShippingService
        django_get_or_create = ["code"]

    class Params:
        pickup = factory.Trait(code="ambil", name="Ambil di tempat", kind=ServiceKind.PICKUP, courier=None)

    code = "jne-reg"
    name = "JNE REG"
    kind = ServiceKind.REGULAR
    courier = factory.SubFactory(CourierFactory)


class ShippingAddressFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ShippingAddress

    first_name = "Ani Pembeli"
    line1 = "Jalan Merdeka 12"
    postcode = "30131"
    phone_number = "+6281234567890"
    country_id = "ID"
    district = factory.SubFactory(DistrictFactory)


class OrderFactory(factory.django.DjangoModelFactory):
    """An order without lines that waits for its payment; add parts by `UptOrderFactory` or `add_line`."""

    class Meta:
        model = Order

    number = factory.Sequence(lambda n: f"UJI{n:06d}")
    contact_name = "Ani Pembeli"
    contact_phone = "+6281234567890"
    guest_email = "ani@example.com"
    shipping_address = factory.SubFactory(ShippingAddressFactory)
    currency = "IDR"
    total_incl_tax = 125_000
    total_excl_tax = factory.SelfAttribute("total_incl_tax")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class UptOrderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UptOrder

    order = factory.SubFactory(OrderFactory)
    upt = factory.SubFactory(UptFactory)
    number = factory.Sequence(lambda n: f"UJI-BAGIAN-{n}")
    promise = Availability.READY
    service = factory.SubFactory(ShippingServiceFactory)
    service_name = factory.SelfAttribute("service.name")
    shipping_charge = 18_000
    weight_grams = 500
    ships_on = factory.LazyFunction(timezone.localdate)
    first_ships_on = factory.SelfAttribute("ships_on")
    arrives_from = factory.LazyAttribute(lambda part: part.ships_on + timedelta(days=2))
    arrives_until = factory.LazyAttribute(lambda part: part.ships_on + timedelta(days=4))


def add_line(upt_order, product=None, quantity=1):
    """Put a product of that UPT into the part, reserve what it needs and bring the order's sums up to date."""
    product = product or ProductFactory(upt=upt_order.upt)
    record = stock_of(product)
    supply, batch = product.availability, None
    if supply == Availability.READY:
        record.allocate(quantity)
    if supply == Availability.DAILY_BATCH:
        batch = oven.reserve(product, product.batches.first().day, quantity)
    amount = record.price * quantity
    line = Line.objects.create(
        order=upt_order.order,
        upt_order=upt_order,
        partner=upt_order.upt,
        partner_name=upt_order.upt.name,
        partner_sku=record.partner_sku,
        stockrecord=record,
        product=product,
        title=product.title,
        quantity=quantity,
        num_allocated=quantity if supply == Availability.READY else 0,
        supply=supply,
        batch=batch,
        material_cost=product.material_cost,
        unit_price_incl_tax=record.price,
        unit_price_excl_tax=record.price,
        line_price_incl_tax=amount,
        line_price_excl_tax=amount,
        line_price_before_discounts_incl_tax=amount,
        line_price_before_discounts_excl_tax=amount,
    )
    if supply == Availability.MADE_TO_ORDER:
        _queue(line, quantity)
    _sum_up(upt_order.order)
    return line


@transaction.atomic
def _queue(line, quantity):
    workshop = looms.lock([line.product.workshop_id])[line.product.workshop_id]
    queue = looms.read(workshop)
    slots = queue.take_many(quantity, line.product.lead_time_days, timezone.localdate())
    looms.book(line.product, line, slots)
    looms.write(workshop)


def _sum_up(order):
    goods = order.lines.aggregate(sum=Sum("line_price_incl_tax"))["sum"]
    shipping = order.upt_orders.aggregate(sum=Sum("shipping_charge"))["sum"]
    order.shipping_incl_tax = order.shipping_excl_tax = shipping
    order.total_incl_tax = order.total_excl_tax = goods + shipping
    order.save(update_fields=["shipping_incl_tax", "shipping_excl_tax", "total_incl_tax", "total_excl_tax"])
