"""Couriers, services and tariffs of the demo: every province to every other, and some regencies of their own.

What exists stays as staff have left it; only what is missing is added. Regions and UPTs come first.
"""

from dataclasses import replace
from itertools import product as pairs
from pathlib import Path

from django.db import transaction

from catalog.demo.files import rows
from orders.demo.tariff_routes import SERVICES, Centre, Price, Route, rounded
from orders.shipping.models import Courier, ShippingService, Tariff
from upt_accounts.models import Partner
from upt_accounts.regions.models import Province, Regency

DATA = Path(__file__).parent / "data"
TO_REMOTE_PLACES = ["jne-reg", "pos-reguler"]
WITHIN_A_TOWN = ["jne-reg", "sicepat-reg", "pos-reguler", "jnt-eco"]
LOCAL = Price(first=12_000, further=2_000, min_days=0, max_days=0, max_kg=20)


@transaction.atomic
def load_tariffs() -> dict[str, int]:
    """Add what is missing; tells how many couriers, services and tariffs there are now."""
    _add_couriers_and_services()
    services = {service.code: service for service in ShippingService.objects.all()}
    routes = _routes()
    wanted = [
        *_between_provinces(services, routes),
        *_to_remote_regencies(services, routes),
        *_within_towns(services, routes),
    ]
    Tariff.objects.bulk_create(wanted, batch_size=2000, ignore_conflicts=True)
    return {
        "couriers": Courier.objects.count(),
        "services": ShippingService.objects.count(),
        "tariffs": Tariff.objects.count(),
    }


def _add_couriers_and_services():
    for row in rows("couriers.csv", DATA):
        Courier.objects.get_or_create(code=row.pop("code"), defaults=row)
    couriers = {courier.code: courier for courier in Courier.objects.all()}
    for row in rows("services.csv", DATA):
        row["courier"] = couriers.get(row.pop("courier_code"))
        ShippingService.objects.get_or_create(code=row.pop("code"), defaults=row)


def centres() -> list[Centre]:
    return [
        Centre(row["province_code"], row["island"], float(row["latitude"]), float(row["longitude"]))
        for row in rows("province_centres.csv", DATA)
    ]


def _routes():
    known = set(Province.objects.values_list("code", flat=True))
    places = [centre for centre in centres() if centre.province_code in known]
    return [Route(origin, destination) for origin, destination in pairs(places, places)]


def _between_provinces(services, routes):
    for (code, price_of), route in pairs(SERVICES.items(), routes):
        price = price_of(route)
        if price:
            yield _row(services[code], route, price)


def _to_remote_regencies(services, routes):
    """Islands and highlands off the main routes: two couriers go there, for more money and in more days."""
    remote = [row["regency_code"] for row in rows("remote_regencies.csv", DATA)]
    regencies = Regency.objects.in_bulk(remote)
    for (code, price_of), route, regency in pairs(SERVICES.items(), routes, regencies.values()):
        price = price_of(route) if regency.province_id == route.destination.province_code else None
        if price:
            remote_price = _off_the_route(price) if code in TO_REMOTE_PLACES else replace(price, max_kg=0)
            yield _row(services[code], route, remote_price, destination_regency=regency)


def _off_the_route(price):
    return Price(
        first=rounded(price.first * 1.6),
        further=rounded(price.further * 1.6),
        min_days=price.min_days + 2,
        max_days=price.max_days + 5,
        max_kg=20,
    )


def _within_towns(services, routes):
    """From a UPT to its own town: a lower price, and its own errand."""
    at_home = {route.origin.province_code: route for route in routes if route.origin == route.destination}
    for regency in Regency.objects.filter(pk__in=Partner.objects.values("regency")):
        route = at_home[regency.province_id]
        towns = {"origin_regency": regency, "destination_regency": regency}
        for code in WITHIN_A_TOWN:
            price = SERVICES[code](route)
            if price:
                per_kg = rounded(price.further * 0.8)
                yield _row(
                    services[code], route, Price(per_kg, per_kg, 1, price.max_days, price.max_kg), **towns
                )
        yield _row(services["kurir-lokal"], route, LOCAL, **towns)


def _row(service, route, price, **regencies):
    return Tariff(
        service=service,
        origin_id=route.origin.province_code,
        destination_id=route.destination.province_code,
        first_price=price.first,
        further_price=price.further,
        min_days=price.min_days,
        max_days=price.max_days,
        max_kg=price.max_kg,
        **regencies,
    )
