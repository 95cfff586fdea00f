"""The list of what is past its promise, and how well promises are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orders import receipt, workflow
from orders.kept_promises import kept_of, kept_of_workshop
from orders.models import UptOrder
from orders.packing import today_at
from tests.admin.pages import words
from tests.factories.orders import CourierFactory, UptOrderFactory, add_line
from tests.factories.products import ProductFactory
from tests.factories.upts import KanwilFactory, UptFactory, kanwil_officer_of, national, petugas_of
from tests.orders.making import pay
from upt_accounts.models import Role
from upt_accounts.states.machine import record

PAGE = "/admin/lewat-janji/"


def paid_part(upt, due_in=0, product=None):
    """A paid part whose first promise is for that many days from today, where the UPT is."""
    part = UptOrderFactory(upt=upt)
    add_line(part, product)
    pay(part.order)
    day = today_at(upt) + timedelta(days=due_in)
    UptOrder.objects.filter(pk=part.pk).update(
        ships_on=day, first_ships_on=day, arrives_from=day, arrives_until=day
    )
    part.refresh_from_db()
    return part


def shipped(part, on=0):
    """It left so many days from today."""
    courier = CourierFactory()
    workflow.ship(part, courier=courier, tracking_number=f"JNE{part.pk:010d}", actor=None)
    UptOrder.objects.filter(pk=part.pk).update(left_at=timezone.now() + timedelta(days=on))
    return part


def numbers(response):
    return [row.part.number for row in response.context["rows"]]


@pytest.fixture
def upt(db):
    return UptFactory(time_zone="Asia/Jakarta")


def test_paid_parts_past_their_first_promise_are_listed_oldest_first_with_age_and_reason(client, upt):
    older, newer = paid_part(upt, -9), paid_part(upt, -2)
    paid_part(upt, 0), shipped(paid_part(upt, -5))
    UptOrder.objects.filter(pk=older.pk).update(
        ships_on=today_at(upt) + timedelta(days=3),
        arrives_from=today_at(upt) + timedelta(days=5),
        arrives_until=today_at(upt) + timedelta(days=6),
    )
    record(older, "2026-01-01", "2026-01-02", field="ships_on", reason="Benang habis")
    client.force_login(national(Role.PENGELOLA))

    response = client.get(PAGE)

    assert numbers(response) == [older.number, newer.number]
    assert [row.age for row in response.context["rows"]] == ["9 hari", "2 hari"]
    assert [row.reason for row in response.context["rows"]] == ["Benang habis", "UPT belum memberi alasan"]


def test_the_list_is_narrowed_by_upt_and_by_what_is_wrong(client, upt):
    other = UptFactory()
    here, there = paid_part(upt, -2), paid_part(other, -3)
    missed = shipped(paid_part(upt, -4))
    missed.refresh_from_db()
    receipt.object_to(missed)
    client.force_login(national(Role.AUDITOR))

    assert numbers(client.get(PAGE, {"upt": other.pk})) == [there.number]
    assert numbers(client.get(PAGE, {"jenis": "hilang"})) == [missed.number]
    assert numbers(client.get(PAGE, {"jenis": "belum", "upt": upt.pk})) == [here.number]
    assert len(numbers(client.get(PAGE, {"jenis": "x", "upt": "\0"}))) == 3


def test_a_kanwil_reads_its_own_and_a_upt_only_itself(client, upt):
    elsewhere = paid_part(UptFactory(kanwil=KanwilFactory(name="Kanwil Lain")), -3)
    mine = paid_part(upt, -2)

    for user in (kanwil_officer_of(upt.kanwil), petugas_of(upt)):
        client.force_login(user)
        response = client.get(PAGE)
        assert numbers(response) == [mine.number]
        assert elsewhere.upt.name not in words(response)


def test_promises_kept_are_those_that_left_by_the_first_promised_day(upt):
    product = ProductFactory(upt=upt)
    shipped(paid_part(upt, 0, product)), shipped(paid_part(upt, -1, product)), paid_part(upt, -1, product)
    paid_part(upt, 5, product)

    for kept in (kept_of(), kept_of_workshop(product.workshop)):
        assert (kept.kept, kept.due, kept.percent) == (1, 3, 33)


def test_a_part_of_several_lines_counts_once(upt):
    product = ProductFactory(upt=upt)
    part = paid_part(upt, 0, product)
    add_line(part, ProductFactory(upt=upt, workshop=product.workshop))
    shipped(part)

    assert kept_of_workshop(product.workshop) == kept_of()
    assert kept_of().due == 1


@pytest.mark.parametrize(("zone", "kept"), [("Asia/Jakarta", 1), ("Asia/Jayapura", 0)])
def test_the_day_counts_where_the_upt_is(zone, kept, db):
    """At 23.30 in Jakarta it is the next day in Jayapura."""
    upt = UptFactory(time_zone=zone)
    part = shipped(paid_part(upt))
    at = timezone.localtime().replace(hour=23, minute=30) - timedelta(days=1)
    UptOrder.objects.filter(pk=part.pk).update(left_at=at, first_ships_on=at.date())

    assert kept_of().kept == kept


def test_the_page_asks_as_often_whatever_is_late(client, upt, django_assert_max_num_queries):
    client.force_login(national(Role.PENGELOLA))
    paid_part(upt, -2)
    with django_assert_max_num_queries(40) as first:
        client.get(PAGE)
    for number in range(5):
        paid_part(UptFactory(), -number - 1)

    with django_assert_max_num_queries(len(first)):
        assert client.get(PAGE).context["count"] == 6
