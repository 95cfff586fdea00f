"""Outlets at which goods are fetched, with their hours."""

from datetime import date, time

import factory

from catalog.capacity import pickup
from catalog.capacity.models import Outlet, PickupHours
from tests.factories.upts import UptFactory

MORNING, NOON = (time(7), time(9)), (time(11), time(13))


class OutletFactory(factory.django.DjangoModelFactory):
    """Open every day from seven to nine and from eleven to one; `capacity` orders in each of these windows."""

    class Meta:
        model = Outlet
        skip_postgeneration_save = True

    upt = factory.SubFactory(UptFactory)
    name = "Toko Roti"
    address = "Jalan Inspektur Marzuki 1"

    @classmethod
    def _create(cls, model_class, *args, capacity=12, hours=(MORNING, NOON), **fields):
        outlet = super()._create(model_class, *args, **fields)
        PickupHours.objects.bulk_create(
            PickupHours(outlet=outlet, weekday=weekday, opens=opens, closes=closes, capacity=capacity)
            for weekday in range(7)
            for opens, closes in hours
        )
        return outlet


def window_of(outlet, day: date, opens: time = MORNING[0]) -> pickup.Window:
    """The window as it stands now."""
    hours = pickup.hours_of([outlet.upt])[outlet.upt_id]
    return next(
        window
        for window in pickup.windows_on(hours, day)
        if window.opens == opens and window.outlet.pk == outlet.pk
    )
