"""When a parcel counts as received: its buyer says so, or says nothing for some days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orders import receipt, workflow
from orders.models import OrderStatus, UptOrder, UptOrderStatus
from tests.factories.orders import CourierFactory, UptOrderFactory, add_line
from tests.orders.checkout.walking import OURS
from tests.orders.making import pay
from upt_accounts.states.machine import history


@pytest.fixture
def part(db):
    """A part on its way."""
    part = UptOrderFactory()
    add_line(part)
    pay(part.order)
    workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345678", actor=None)
    part.refresh_from_db()
    return part


def came_days_ago(part, days):
    day = timezone.localdate() - timedelta(days=days)
    UptOrder.objects.filter(pk=part.pk).update(ships_on=day, arrives_from=day, arrives_until=day)


def press(client, part, button):
    return client.post(f"{part.order.get_absolute_url()}{button}/", {"paket": part.number}, headers=OURS)


def status(part):
    part.refresh_from_db(), part.order.refresh_from_db()
    return part.order.status, part.status


def test_who_got_it_says_so_and_the_order_is_complete(client, part):
    press(client, part, "diterima")
    press(client, part, "diterima")

    assert status(part) == (OrderStatus.COMPLETED, UptOrderStatus.DELIVERED)
    assert [change.reason for change in history(part).filter(new="delivered")] == [workflow.BY_BUYER]
    assert part.order.mails.filter(event=f"delivered:{part.number}").count() == 1


def test_what_has_not_left_is_not_received(client, db):
    part = UptOrderFactory()
    add_line(part)
    pay(part.order)

    answer = press(client, part, "diterima")

    assert "belum tercatat dikirim" in client.get(answer.url).content.decode()
    assert status(part) == (OrderStatus.PAID, UptOrderStatus.WAITING)


@pytest.mark.parametrize(("days", "received"), [(7, 0), (8, 1)])
def test_a_parcel_of_which_nothing_is_heard_for_a_week_counts_as_received(part, days, received):
    came_days_ago(part, days)

    assert receipt.take_as_received() == received
    assert receipt.take_as_received() == 0

    assert status(part)[1] == (UptOrderStatus.DELIVERED if received else UptOrderStatus.SHIPPED)
    assert history(part).filter(new="delivered", reason=workflow.BY_TIME).count() == received


def test_after_how_many_days_is_a_setting(part, settings):
    settings.RECEIPT_AFTER_DAYS = 30
    came_days_ago(part, 29)

    assert receipt.take_as_received() == 0


def test_whoever_misses_it_keeps_it_from_counting_as_received(client, part):
    assert "Belum sampai" not in client.get(part.order.get_absolute_url()).content.decode()
    came_days_ago(part, 20)
    assert "Belum sampai" in client.get(part.order.get_absolute_url()).content.decode()

    answer = press(client, part, "belum-tiba")
    press(client, part, "belum-tiba")

    assert "Laporan Anda tercatat" in client.get(answer.url).content.decode()
    assert history(part).filter(field="receipt").count() == 1
    assert receipt.take_as_received() == 0
    press(client, part, "diterima")
    assert status(part)[1] == UptOrderStatus.DELIVERED
