from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from orders import workflow
from orders.models import CancelReason, Order, OrderStatus
from orders.payments import gateway
from orders.payments.exceptions import GatewayRefused, GatewayUnavailable
from orders.payments.models import PaymentAttempt
from orders.payments.rounds import reconcile_due, reconcile_open
from tests.factories.products import stock_of
from tests.orders.payments.answers import an_attempt, body_of

pytestmark = pytest.mark.django_db


def overdue():
    attempt = an_attempt()
    long_ago = timezone.now() - timedelta(days=1)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(created_at=long_ago, expires_at=long_ago)
    Order.objects.filter(pk=attempt.order_id).update(expires_at=long_ago)
    return attempt


def run(name, capsys):
    call_command(name)
    return capsys.readouterr().out.strip()


def state(attempt):
    attempt.refresh_from_db()
    attempt.order.refresh_from_db()
    return attempt.status, attempt.order.status, stock_of(attempt.order.lines.get().product).num_allocated


def test_what_nobody_chose_to_pay_is_cancelled_once(midtrans, capsys):
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = GatewayRefused(404)

    assert [run("expire_payments", capsys) for _twice in range(2)] == ["expired: 1", "nothing to do"]
    assert state(attempt) == ("expired", OrderStatus.CANCELLED, 0)


def test_what_was_paid_unnoticed_is_booked_instead_of_cancelled(midtrans, capsys):
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "settlement")

    assert run("expire_payments", capsys) == "paid: 1"
    assert state(attempt) == ("settled", OrderStatus.PAID, 1)


def test_an_unpaid_va_is_expired_at_midtrans_before_the_goods_go_back(midtrans, capsys, monkeypatch):
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "pending")
    monkeypatch.setattr(
        gateway,
        "expire",
        lambda number: midtrans.update({number: body_of(attempt, "expire", status_code="407")}),
    )

    assert run("expire_payments", capsys) == "expired: 1"
    assert state(attempt) == ("expired", OrderStatus.CANCELLED, 0)


def test_while_midtrans_is_out_of_reach_nothing_is_released(midtrans, capsys):
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = GatewayUnavailable("down")

    assert run("expire_payments", capsys) == "unreachable: 1"
    assert state(attempt) == ("pending", OrderStatus.AWAITING_PAYMENT, 1)


def test_reconciling_finds_the_settlement_whose_message_was_lost(midtrans, capsys):
    paid, fresh = an_attempt(), an_attempt()
    midtrans |= {
        paid.midtrans_order_id: body_of(paid, "settlement"),
        fresh.midtrans_order_id: GatewayRefused(404),
    }

    assert run("reconcile_payments", capsys) == "not_chosen: 1, paid: 1"
    assert (state(paid)[1], state(fresh)[1]) == (OrderStatus.PAID, OrderStatus.AWAITING_PAYMENT)


def test_the_worker_asks_only_about_attempts_nobody_asked_about_lately(midtrans):
    an_attempt()
    old = overdue()
    midtrans[old.midtrans_order_id] = body_of(old, "pending")

    assert [reconcile_due(), reconcile_due()] == [{"pending": 1}, {}]
    assert midtrans.asked == [old.midtrans_order_id]


def test_a_day_of_waiting_is_kept_as_one_line(midtrans):
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "pending")

    for _round in range(3):
        reconcile_open()

    assert [str(row) for row in attempt.notifications.all()] == ["pending: pending"]


def test_all_includes_attempts_that_ended(midtrans, capsys):
    attempt = an_attempt()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "settlement")
    run("reconcile_payments", capsys)
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "deny")

    assert run("reconcile_payments", capsys) == "nothing to do"
    call_command("reconcile_payments", all=True)
    assert state(attempt)[:2] == ("denied", OrderStatus.AWAITING_PAYMENT)


def test_what_is_left_open_of_a_cancelled_order_is_cancelled_at_midtrans(midtrans, monkeypatch):
    attempt = an_attempt()
    workflow.cancel(attempt.order, because=CancelReason.BY_BUYER)
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "pending")
    cancelled = []
    monkeypatch.setattr(gateway, "cancel", cancelled.append)

    assert reconcile_open() == {"cancelled": 1}
    assert cancelled == [attempt.midtrans_order_id]


def test_when_midtrans_is_away_it_is_not_asked_about_everything_in_vain(midtrans):
    attempts = [an_attempt() for _ in range(5)]
    midtrans |= {attempt.midtrans_order_id: GatewayUnavailable("down") for attempt in attempts}

    assert reconcile_open() == {"unreachable": 3}


def test_an_accident_with_one_attempt_does_not_hold_up_the_next(midtrans):
    broken, good = an_attempt(), an_attempt()
    midtrans |= {
        broken.midtrans_order_id: ZeroDivisionError(),
        good.midtrans_order_id: body_of(good, "settlement"),
    }

    assert reconcile_open() == {"failed": 1, "paid": 1}


def test_an_overdue_order_waits_out_its_grace(midtrans, capsys):
    attempt = overdue()
    Order.objects.update(expires_at=timezone.now() - timedelta(minutes=14))

    assert run("expire_payments", capsys) == "nothing to do"
    assert state(attempt) == ("pending", OrderStatus.AWAITING_PAYMENT, 1)


def test_a_card_that_is_being_looked_at_keeps_its_goods_past_the_deadline(midtrans, capsys):
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "capture", fraud_status="challenge")

    assert run("expire_payments", capsys) == "challenged: 1"
    assert state(attempt) == ("challenged", OrderStatus.AWAITING_PAYMENT, 1)


def test_a_va_paid_while_it_was_being_expired_is_booked(midtrans, capsys, monkeypatch):
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "pending")

    def too_late(number):
        midtrans[number] = body_of(attempt, "settlement")
        raise GatewayRefused(412)

    monkeypatch.setattr(gateway, "expire", too_late)

    assert run("expire_payments", capsys) == "paid: 1"
    assert state(attempt) == ("settled", OrderStatus.PAID, 1)


def test_an_order_whose_card_was_denied_ends_at_its_deadline(midtrans, capsys):
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "deny")

    assert run("expire_payments", capsys) == "expired: 1"
    assert state(attempt) == ("denied", OrderStatus.CANCELLED, 0)


def test_money_of_the_wrong_amount_is_not_forgotten_when_time_is_up(midtrans, capsys):
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "settlement", gross_amount="1.00")

    run("expire_payments", capsys)

    assert state(attempt) == ("expired", OrderStatus.REFUND_DUE, 0)
    assert [(case.reason, case.amount) for case in attempt.refund_cases.all()] == [("wrong_amount", 1)]


@pytest.mark.django_db(transaction=True)
def test_two_expiries_at_the_same_moment_give_the_goods_back_once(transactional_db, midtrans):
    attempt, barrier = overdue(), Barrier(4)
    midtrans[attempt.midtrans_order_id] = GatewayRefused(404)

    def expire(_number):
        try:
            barrier.wait()
            call_command("expire_payments")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(expire, range(4)))

    assert state(attempt) == ("expired", OrderStatus.CANCELLED, 0)
    assert attempt.order.mails.filter(event="expired").count() == 1
