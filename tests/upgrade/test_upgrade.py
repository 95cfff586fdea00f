"""An installation with the data of an earlier release is brought to this one by `migrate` alone."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from catalog.demo import people
from catalog.templatetags.money import rupiah
from orders.models import Parcel, UptOrderStatus
from tests.stage import databases
from upt_accounts.models import Role, StockRecord


def keeps(now, then):
    """Whether all that was told then is told now, whatever else is told today."""
    if isinstance(then, dict):
        return all(name in now and keeps(now[name], value) for name, value in then.items())
    if isinstance(then, list):
        return len(now) == len(then) and all(map(keeps, now, then))
    return now == then


def told_of(number):
    output = StringIO()
    call_command("show_order", number, "--json", stdout=output)
    return json.loads(output.getvalue())


def test_an_order_opens_by_the_link_its_buyer_got_then(upgraded, client):
    for order in upgraded["orders"]:
        page = client.get(upgraded["links"][order["number"]]).content.decode()

        assert order["number"] in page
        assert rupiah(order["total"]) in page


def test_an_order_has_the_parts_the_money_and_the_reservations_it_had(upgraded):
    for then in upgraded["orders"]:
        now = told_of(then["number"])

        assert keeps(now, then), now


def test_no_piece_of_the_stock_was_lost_or_set_free(upgraded):
    """What looms and ovens make was counted as stock before 0.2.0; of that stays what is reserved."""
    shelf = StockRecord.objects.filter(product__availability="ready")
    made = StockRecord.objects.exclude(product__availability="ready")

    kept = {record.partner_sku: [record.num_in_stock, record.num_allocated] for record in shelf}
    reserved = {record.partner_sku: [record.num_in_stock, record.num_allocated] for record in made}
    assert kept == {sku: upgraded["stock"][sku] for sku in kept}
    assert reserved == {sku: [upgraded["stock"][sku][1]] * 2 for sku in reserved}
    assert {*kept, *reserved} == set(upgraded["stock"])


def test_a_parcel_sent_then_lists_its_pieces_and_the_line_counts_them(upgraded):
    parcels = Parcel.objects.prefetch_related("items", "upt_order__lines")

    assert len(parcels) == sum(
        len(part["parcels"]) for order in upgraded["orders"] for part in order["upt_orders"]
    )
    for parcel in parcels:
        ordered = {line.pk: line.quantity for line in parcel.upt_order.lines.all()}
        assert {item.line_id: item.quantity for item in parcel.items.all()} == ordered
        assert {line.num_unsent for line in parcel.upt_order.lines.all()} == {0}


def test_a_parcel_that_had_arrived_then_has_the_moment_it_did(upgraded):
    arrived = Parcel.objects.filter(upt_order__status=UptOrderStatus.DELIVERED)

    assert arrived.exists()
    assert not arrived.filter(delivered_at=None).exists()
    assert not Parcel.objects.exclude(pk__in=arrived).exclude(delivered_at=None).exists()


@pytest.mark.parametrize("role", [Role.PETUGAS, Role.PENGELOLA])
def test_who_worked_there_logs_in_as_before(upgraded, client, role):
    person = next(person for person in people.logins() if person["role"] == role)
    client.post(reverse("account_login"), {"login": person["email"], "password": person["password"]})

    answer = client.get(reverse("admin:index"))

    assert answer.status_code == 200
    assert answer.context["user"].email == person["email"]


def test_its_tables_are_those_of_a_new_installation(upgraded):
    here = connection.settings_dict["NAME"]

    assert databases.schema(here) == databases.schema(databases.own())
