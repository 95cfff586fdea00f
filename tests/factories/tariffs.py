"""What couriers charge: services of every kind, and rows of their tables."""

import factory

from orders.shipping.models import ServiceKind, ShippingService, Tariff
from tests.factories.orders import CourierFactory, ShippingServiceFactory
from tests.factories.upts import ProvinceFactory


class TariffFactory(factory.django.DjangoModelFactory):
    """JNE REG within Sumatera Selatan; name other places by `origin`, `destination` and their regencies."""

    class Meta:
        model = Tariff

    service = factory.SubFactory(ShippingServiceFactory)
    origin = factory.SubFactory(ProvinceFactory)
    destination = factory.SubFactory(ProvinceFactory)
    first_price = 18_000
    further_price = 15_000
    min_days = 2
    max_days = 4


def service_of(kind):
    """The one service of a kind, made when it is asked for; a cargo courier weighs from ten kilograms."""
    found = ShippingService.objects.filter(kind=kind).first()
    if found:
        return found
    if kind == ServiceKind.PICKUP:
        return ShippingServiceFactory(pickup=True)
    courier = CourierFactory(
        code=f"kurir-{kind}", name=f"Kurir {kind}", min_kg=10 if kind == ServiceKind.CARGO else 1
    )
    return ShippingServiceFactory(code=kind, name=kind.label, kind=kind, courier=courier)
