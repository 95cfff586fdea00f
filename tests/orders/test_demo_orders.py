"""The demo's stories are told once for all tests of this file, as that takes seconds; each test is rolled back."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone

from catalog.demo import capacity, categories, choices, people, products, upts, workshops
from catalog.demo.clock import clock_at
from orders import mails
from orders.demo import orders, tariffs
from orders.models import CancelReason, Order, OrderMail, Parcel, UptOrder, UptOrderStatus
from orders.packing import today_at
from orders.payments import rounds
from orders.payments.models import Notification, PaymentAttempt, PaymentRecord, RefundCase
from upt_accounts import stock
from upt_accounts.models import StockMovement, StockRecord
from upt_accounts.regions import loading as regions
from upt_accounts.states.machine import history
from upt_accounts.states.models import StateChange
from upt_accounts.users.models import User

pytestmark = pytest.mark.django_db

GROUND = [
    regions.load,
    upts.load,
    workshops.load,
    categories.load,
    products.load,
    capacity.load,
    choices.load,
    people.load,
    tariffs.load_tariffs,
]
WRITTEN = [Order, UptOrder, Parcel, PaymentAttempt, PaymentRecord, RefundCase, StockMovement, OrderMail]


@pytest.fixture(scope="module", autouse=True)
def told(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        for load in [*GROUND, orders.load]:
            load()
        yield
        transaction.set_rollback(True)


def record_of(sku):
    return StockRecord.objects.get(partner_sku=sku)


def order_of(name):
    return Order.objects.get(contact_name=name)


def test_there_is_an_order_in_every_state():
    assert Counter(Order.objects.values_list("status", "cancel_reason")) == {
        ("awaiting_payment", ""): 2,
        ("paid", ""): 8,
        ("in_progress", ""): 9,
        ("completed", ""): 5,
        ("cancelled", CancelReason.BY_BUYER): 1,
        ("cancelled", CancelReason.EXPIRED): 1,
        ("refund_due", CancelReason.EXPIRED): 1,
        ("refunded", CancelReason.EXPIRED): 1,
    }
    assert set(UptOrder.objects.values_list("status", flat=True)) == {*UptOrderStatus.values} - {
        UptOrderStatus.RETURNED
    }


def test_a_second_run_adds_nothing_and_changes_nothing():
    before = {model: list(model.objects.order_by("pk").values()) for model in WRITTEN}

    assert orders.load() == 0

    assert {model: list(model.objects.order_by("pk").values()) for model in WRITTEN} == before


def test_stock_and_money_are_as_if_all_of_it_had_happened():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    for record in StockRecord.objects.filter(line__isnull=False).distinct():
        reserved = record.line_set.aggregate(sum=Sum("num_allocated"))["sum"]
        assert record.num_allocated == reserved
    # The last boat: one buyer has it, the other's money came late and waits to go back.
    assert record_of("RPKY2-001").available == 0
    late = RefundCase.objects.get(closed_at=None)
    assert (late.reason, late.amount) == ("late", order_of("Bambang Sutrisno").total_incl_tax)
    assert order_of("Andreas Manurung").attempts.get().status == "refunded"


def test_everything_happened_in_its_order_and_nothing_in_the_future():
    now = timezone.now()
    for order in Order.objects.all():
        changes = list(history(order).order_by("pk").values_list("at", flat=True))
        assert order.date_placed == changes[0] <= now
        assert changes == sorted(changes)
    placed = list(Order.objects.order_by("pk").values_list("date_placed", flat=True))
    assert placed == sorted(placed)
    for model, name in ((StateChange, "at"), (Parcel, "shipped_at"), (Notification, "received_at")):
        assert not model.objects.filter(**{f"{name}__gt": now}).exists()
    assert not UptOrder.objects.filter(parcels__shipped_at__lt=F("order__paid_at")).exists()


def test_nobody_gets_a_mail_about_what_never_was(mailoutbox):
    assert OrderMail.objects.count() > Order.objects.count()

    for mail in OrderMail.objects.all():
        mails.send.call(mail.pk)

    assert mailoutbox == []


@pytest.mark.parametrize("code", ["LPPLG", "LPLG1"])
def test_a_petugas_finds_parcels_for_today_late_ones_and_some_on_their_way(client, code):
    client.force_login(User.objects.get(email=f"petugas.{code.lower()}@example.invalid"))
    parts = UptOrder.objects.filter(upt__code=code)
    today = today_at(parts.first().upt)

    assert [count.number for count in client.get("/admin/").context["counts"]][:2] == [
        1,
        parts.to_pack().count(),
    ]
    assert parts.to_pack().filter(ships_on=today, promise="daily_batch").exists()
    assert parts.filter(status=UptOrderStatus.SHIPPED).exists()


def test_the_demo_shopper_finds_orders_of_every_kind(client):
    client.force_login(User.objects.get(email="pembeli@example.invalid"))

    mine = client.get("/akun/").context["page"]

    assert sorted(order.status for order in mine) == [
        "awaiting_payment",
        "cancelled",
        "completed",
        "in_progress",
    ]


def test_a_midtrans_that_knows_none_of_them_changes_nothing_before_the_deadline(simulator):
    before = list(Order.objects.order_by("pk").values_list("pk", "status"))
    attempts = PaymentAttempt.objects.count()

    assert rounds.reconcile_open() == {"not_chosen": 2}
    assert rounds.reconcile_recent() == {"not_chosen": attempts}
    assert rounds.expire_overdue() == {}
    assert list(Order.objects.order_by("pk").values_list("pk", "status")) == before

    with clock_at(timezone.now() + timedelta(days=2)):
        assert rounds.expire_overdue() == {"expired": 2}
    assert not Order.objects.awaiting_payment().exists()


def test_an_order_whose_goods_people_have_bought_waits_until_they_are_back():
    Order.objects.filter(contact_name="Dewi Anggraini").update(contact_name="Orang lain")
    note = order_of("Orang lain").notes.get()
    note.message = "Catatan lain"
    note.save()
    record = record_of("LPYOG-002")
    pieces = record.num_in_stock
    stock.set_level(record, 0, reason=StockMovement.Reason.COUNTED)

    assert orders.load() == 0
    assert not Order.objects.filter(contact_name="Dewi Anggraini").exists()

    stock.set_level(record, pieces, reason=StockMovement.Reason.COUNTED)
    assert orders.load() == 1
    assert order_of("Dewi Anggraini").status == "cancelled"
