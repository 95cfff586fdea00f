"""What the worker does about goods to fetch: the evening before, and when nobody came."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.capacity.models import NoShow, Outlet, PickupWindow
from catalog.demo.clock import clock_at
from orders import workflow
from orders.models import OrderMail, OrderStatus, UptOrderStatus
from orders.payments import pickups
from orders.payments.models import AttemptStatus, RefundCase
from orders.payments.workflow import open_attempt
from tests.factories.products import stock_of
from tests.orders.fetching.test_handover import part_to_fetch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def told(event):
    return OrderMail.objects.filter(event__startswith=event).count()


def at(part, hours):
    """So many hours after the part's window opens, or, negative, before it."""
    from catalog.capacity.pickup import starts_at

    return clock_at(starts_at(part.window) + timedelta(hours=hours))


def ready(*, no_show, keeps_days=0):
    """A part that is paid and waits at the outlet."""
    part = part_to_fetch(paid=False)
    Outlet.objects.update(no_show=no_show, keeps_days=keeps_days)
    attempt = open_attempt(part.order)
    type(attempt).objects.filter(pk=attempt.pk).update(
        status=AttemptStatus.SETTLED, settled_at=timezone.now(), transaction_id="T-1"
    )
    workflow.mark_paid(part.order)
    workflow.make_ready(part, actor=None)
    return part


def test_the_evening_before_the_buyer_is_reminded_once():
    part = part_to_fetch()

    with at(part, -15):  # Four in the afternoon.
        assert pickups.remind_due() == 0
    with at(part, -13):
        assert pickups.remind_due() == 1
        assert pickups.remind_due() == 0
    assert told("pickup_reminder") == 1


def test_who_has_not_paid_or_has_the_goods_is_not_reminded():
    part_to_fetch(paid=False)
    fetched = part_to_fetch()
    workflow.hand_out(fetched, actor=None)

    with at(fetched, -13):
        assert pickups.remind_due() == 0


def test_the_reminder_says_where_when_and_with_which_code(
    mailoutbox, run_tasks, django_capture_on_commit_callbacks
):
    part = part_to_fetch()
    with at(part, -13), django_capture_on_commit_callbacks(execute=True):
        pickups.remind_due()
    run_tasks()

    [mail] = [mail for mail in mailoutbox if mail.subject.startswith("Besok 07.00–09.00: ambil pesanan ")]
    assert "Kode ambil: K7M2XQ" in mail.body
    assert "di Toko Roti, Jalan Inspektur Marzuki 1." in mail.body


def test_goods_that_nobody_fetched_go_back_to_the_shelf_and_the_money_to_the_refund_desk():
    part = ready(no_show=NoShow.REFUND)

    with at(part, 1):
        assert pickups.end_missed() == {}
    with at(part, 3):
        assert pickups.end_missed() == {"refunded": 1}
        assert pickups.end_missed() == {}

    part.refresh_from_db()
    part.order.refresh_from_db()
    assert (part.status, part.order.status) == (UptOrderStatus.CANCELLED, OrderStatus.REFUND_DUE)
    stock = stock_of(part.lines.get().product)
    assert (stock.num_in_stock, stock.num_allocated) == (10, 0)
    case = RefundCase.objects.get()
    assert (case.reason, case.amount, case.part) == ("no_show", 125_000, part)
    assert told("not_fetched") == 1


def test_where_the_outlet_says_so_it_is_forfeited():
    part = ready(no_show=NoShow.FORFEIT)

    with at(part, 3):
        assert pickups.end_missed() == {"forfeited": 1}

    part.refresh_from_db()
    part.order.refresh_from_db()
    assert (part.status, part.order.status) == (UptOrderStatus.RETURNED, OrderStatus.COMPLETED)
    assert not RefundCase.objects.exists()


def test_an_outlet_that_keeps_goods_waits_for_its_days():
    part = ready(no_show=NoShow.FORFEIT, keeps_days=2)

    with at(part, 49):
        assert pickups.end_missed() == {}
    with at(part, 51):
        assert pickups.end_missed() == {"forfeited": 1}


def test_what_the_upt_did_not_make_ready_is_nobody_s_no_show():
    part = part_to_fetch()

    with at(part, 30):
        assert pickups.end_missed() == {}
    part.refresh_from_db()
    assert part.status == UptOrderStatus.WAITING


def test_without_a_payment_to_give_back_nothing_is_ended():
    part = part_to_fetch()
    Outlet.objects.update(no_show=NoShow.REFUND)
    workflow.make_ready(part, actor=None)

    with at(part, 3):
        assert pickups.end_missed() == {"failed": 1}
    part.refresh_from_db()
    assert part.status == UptOrderStatus.READY_FOR_PICKUP


def test_a_code_of_a_part_that_was_not_fetched_in_time_opens_nothing(client):
    from tests.factories.upts import petugas_of
    from tests.orders.fetching.test_handover import DESK

    part = ready(no_show=NoShow.REFUND)
    with at(part, 3):
        pickups.end_missed()

    client.force_login(petugas_of(part.upt))
    page = client.get(DESK, {"kode": "K7M2XQ"})
    assert page.context["refusal"] == "Pesanan ini sudah dibatalkan. Jangan serahkan barangnya."


def test_the_window_keeps_its_place_when_its_goods_were_not_fetched():
    part = ready(no_show=NoShow.REFUND)
    with at(part, 3):
        pickups.end_missed()

    assert PickupWindow.objects.get().taken == 1
