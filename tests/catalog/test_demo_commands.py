import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.demo import people, synthetic, upts
from catalog.models import Product
from tests.factories.products import ProductFactory, stock_of
from upt_accounts.models import Partner, StockRecord
from upt_accounts.regions import loading as regions

pytestmark = pytest.mark.django_db


def synthetic_products():
    return list(
        StockRecord.objects.filter(partner_sku__startswith="SYN-")
        .order_by("partner_sku")
        .values_list(
            "partner_sku", "product__title", "partner__code", "price", "num_in_stock", "product__published_at"
        )
    )


def test_demo_users_are_told_as_json(capsys):
    for load in (regions.load, upts.load, people.load):
        load()

    call_command("demo_users", "--json")

    logins = json.loads(capsys.readouterr().out)
    assert len(logins) == 9
    assert logins[1] == {
        "email": "petugas.lpplg@example.invalid",
        "password": "sicantik-contoh",
        "role": "petugas",
        "upt": "LPPLG",
    }


def test_a_product_is_shown_as_the_contract_says(capsys):
    product = ProductFactory(stock=10, price=232_000, upt__code="LPPLG")
    stock_of(product).allocate(3)

    call_command("show_product", str(product.pk), "--json")

    shown = json.loads(capsys.readouterr().out)
    promise = shown.pop("promise")
    assert shown == {
        "id": product.pk,
        "upt": "LPPLG",
        "price": 232_000,
        "kind": "ready",
        "stock": 10,
        "reserved": 3,
        "available": 7,
    }
    assert len(promise) == len("2026-11-24")


def test_what_is_sold_out_or_has_no_price_promises_nothing(capsys):
    for product in (ProductFactory(stock=0), ProductFactory(stockrecord=None)):
        call_command("show_product", str(product.pk), "--json")

    sold_out, unpriced = map(json.loads, capsys.readouterr().out.splitlines())
    assert (sold_out["available"], sold_out["promise"]) == (0, None)
    assert (unpriced["price"], unpriced["stock"], unpriced["promise"]) == (None, 0, None)


@pytest.mark.parametrize("number", ["999999", "abc", "-1", "²", "9" * 40])
def test_a_product_that_nobody_has_is_said_to_be_none(number):
    with pytest.raises(CommandError, match=f"There is no product {number}."):
        call_command("show_product", "--json", "--", number)


def test_synthetic_products_keep_every_rule_and_grow():
    assert synthetic.load(30) == 30
    thirty = synthetic_products()

    assert synthetic.load(30) == 0
    assert synthetic.load(150) == 120

    assert synthetic_products()[:30] == thirty
    assert Partner.objects.filter(code__startswith="SYN").count() == 100
    assert Product.objects.on_sale().count() == 150
    assert Product.objects.filter(categories=None).count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_synthetic_products_come_in_bulk(django_assert_max_num_queries):
    """Beyond the dozen for each workshop whose queue is filled for the first time: here one of the hundred."""
    synthetic.load(2000)

    with django_assert_max_num_queries(45):
        synthetic.load(3000)


def test_a_senseless_number_of_synthetic_products_is_refused():
    with pytest.raises(CommandError):
        call_command("synth_catalogue", "--products", "-1")
