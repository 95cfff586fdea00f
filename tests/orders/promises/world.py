"""One UPT that weaves, sews, bakes and keeps a shelf: small enough that everything runs short all the time."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from catalog.capacity import oven, pickup
from catalog.demo.clock import clock_at
from catalog.models import Availability, Product
from orders.basket.models import Basket
from orders.basket.parcels import parcels_of
from orders.checkout.placing import ParcelPlan
from orders.shipping.models import ShippingService
from orders.shipping.quotes import Option
from tests.factories.orders import CourierFactory, ShippingServiceFactory
from tests.factories.pickup import OutletFactory
from tests.factories.products import ProductFactory, StockRecordFactory, looms_of
from tests.factories.upts import DistrictFactory, StaffFactory, UptFactory, WorkshopFactory
from upt_accounts.models import Partner
from upt_accounts.strategy import UptStrategy

# A Monday; Christmas with its joint leave and New Year lie ahead.
BEGINS = datetime(2026, 12, 14, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
CONTACT = {"name": "Ani Pembeli", "email": "ani@example.com", "phone": "+6281234567890"}
SHELF, LOOM, OVEN = Availability.READY, Availability.MADE_TO_ORDER, Availability.DAILY_BATCH


@dataclass
class World:
    upt: Partner
    service: ShippingService
    counter: ShippingService
    address: dict
    actor: object
    # What can be wished for: (product's key, from where).
    wishes: list[tuple[int, str]] = field(default_factory=list)


def build() -> World:
    with clock_at(BEGINS):
        upt = UptFactory(time_zone="Asia/Jakarta", cutoff_hour=12)
        CourierFactory()
        world = World(
            upt, ShippingServiceFactory(), ShippingServiceFactory(pickup=True), _address(), StaffFactory()
        )
        OutletFactory(upt=upt, capacity=2)
        _weave(world)
        _bake(world)
        bag = ProductFactory(upt=upt, workshop=None, stock=4)
        world.wishes.append((bag.pk, SHELF))
        oven.open_days()
    return world


def _address():
    return {
        "recipient": "Ani Pembeli",
        "phone": "+6281234567890",
        "district": DistrictFactory().pk,
        "village": "",
        "line1": "Jalan Merdeka 12",
        "postcode": "30131",
        "landmark": "",
    }


def _weave(world):
    """Two looms for a songket of nine days (three lie on the shelf) and a shawl of three; one seat for bags."""
    for looms, days_of_pieces in [(2, (9, 3)), (1, (5,))]:
        workshop = WorkshopFactory(upt=world.upt, steps=["Benang", "Tenun", "Finishing"])
        looms_of(workshop, looms)
        for days in days_of_pieces:
            made = ProductFactory(
                availability=LOOM, lead_time_days=days, upt=world.upt, workshop=workshop, stockrecord=None
            )
            StockRecordFactory(product=made, pieces=3 if days == 9 else 0)
            world.wishes.append((made.pk, LOOM))
            if days == 9:
                world.wishes.append((made.pk, SHELF))


def _bake(world):
    bakery = WorkshopFactory(upt=world.upt, capacity_per_day=10, order_by_hour=18)
    for planned in (6, 4):
        bread = ProductFactory(
            availability=OVEN, daily_capacity=planned, upt=world.upt, workshop=bakery, stockrecord=None
        )
        StockRecordFactory(product=bread, pieces=0)
        world.wishes.append((bread.pk, OVEN))


def read(pk):
    """A product as pages read it."""
    return Product.objects.priced().promised().get(pk=pk)


def basket_of(wishes) -> Basket:
    """`wishes` are (product's key, from where, how many, day of the oven)."""
    basket = Basket.objects.create()
    basket.strategy = UptStrategy()
    for pk, supply, quantity, day in wishes:
        basket.put_in(Product.objects.get(pk=pk), quantity, supply=supply, day=day)
    return basket


def plans_for(world, basket, fetch=False):
    """Every parcel sent; or, where `fetch`, fetched in the first window that is free for it."""
    return [_fetched(world, parcel) if fetch else _sent(world, parcel) for parcel in parcels_of(basket)]


def _sent(world, parcel):
    return ParcelPlan(parcel, Option(world.service, Decimal(18_000), 2, 4, 1))


def _fetched(world, parcel):
    hours = pickup.hours_of([world.upt])[world.upt.pk]
    windows = pickup.offered(hours, ready_on=parcel.ships_on, day=parcel.day)
    free = next((window for window in windows if window.is_free), None)
    option = Option(world.counter, Decimal(0), 0, 0, 0)
    return ParcelPlan(parcel, option, window=free) if free else _sent(world, parcel)
