"""One promise, wherever it is read: the card, the page, the basket, the checkout, the order, its mail, the commands."""

import json

import pytest
from django.core.management import call_command

from catalog import days
from catalog.models.product import ShipScope
from orders.models import Order
from orders.shipping.models import ServiceKind
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory, service_of
from tests.orders.checkout.walking import BASKET, go_to_review, pay

pytestmark = pytest.mark.django_db
KINDS = {
    "shelf": {},
    "loom": {"made_to_order": True},
    "oven": {"daily_batch": True, "food": True, "ship_scope": ShipScope.LOCAL_OR_PICKUP},
}


@pytest.fixture(params=KINDS)
def product(request, district):
    errand = service_of(ServiceKind.LOCAL)
    TariffFactory(service=errand, destination=district.regency.province, min_days=0, max_days=1)
    return ProductFactory(**KINDS[request.param])


def asked(capsys, command, number):
    call_command(command, str(number), "--json")
    return json.loads(capsys.readouterr().out)


def test_the_same_day_is_told_everywhere(
    client, product, district, capsys, mailoutbox, run_tasks, django_capture_on_commit_callbacks
):
    card = client.get("/katalog/").context["listing"].cards[0].promise.ships_on
    page = client.get(product.get_absolute_url()).context["promise"].ships_on
    command = asked(capsys, "show_product", product.pk)["promise"]
    review = go_to_review(client, district, [product])
    basket = client.get(BASKET)
    with django_capture_on_commit_callbacks(execute=True):
        order_page = client.get(pay(client, review).url)
    run_tasks()
    part = asked(capsys, "show_order", Order.objects.get().number)["upt_orders"][0]
    day = days.day(page)

    assert {card, page, basket.context["parcels"][0].ships_on} == {page}
    assert (command, part["promised"]) == (page.isoformat(), page.isoformat())
    assert day in basket.text
    assert f"Berangkat paling lambat {day}." in review.text
    assert f"berangkat paling lambat {day}" in order_page.text
    assert f"Berangkat paling lambat {day}" in mailoutbox[0].body
