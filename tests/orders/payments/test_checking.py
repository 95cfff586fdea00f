from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from orders.models import OrderStatus
from orders.payments import gateway
from orders.payments.exceptions import GatewayRefused, GatewayUnavailable
from orders.payments.models import PaymentAttempt
from tests.factories.products import stock_of
from tests.orders.payments.test_notifications import an_attempt, body_of, midtrans  # noqa: F401

pytestmark = pytest.mark.django_db


def overdue():
    attempt = an_attempt()
    long_ago = timezone.now() - timedelta(days=1)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(created_at=long_ago, expires_at=long_ago)
    return attempt


def run(name, capsys):
    call_command(name)
    return capsys.readouterr().out.strip()


def state(attempt):
    attempt.refresh_from_db()
    attempt.order.refresh_from_db()
    return attempt.status, attempt.order.status, stock_of(attempt.order.lines.get().product).num_allocated


def test_what_nobody_chose_to_pay_is_cancelled_once(midtrans, capsys):  # noqa: F811
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = GatewayRefused(404)

    assert [run("expire_payments", capsys) for _twice in range(2)] == ["expired: 1", "nothing to do"]
    assert state(attempt) == ("expired", OrderStatus.CANCELLED, 0)


def test_what_was_paid_unnoticed_is_booked_instead_of_cancelled(midtrans, capsys):  # noqa: F811
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "settlement")

    assert run("expire_payments", capsys) == "paid: 1"
    assert state(attempt) == ("settled", OrderStatus.PAID, 1)


def test_an_unpaid_va_is_expired_at_midtrans_before_the_goods_go_back(midtrans, capsys, monkeypatch):  # noqa: F811
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "pending")
    monkeypatch.setattr(
        gateway, "expire", lambda number: midtrans.update({number: body_of(attempt, "expire", status_code="407")})
    )

    assert run("expire_payments", capsys) == "expired: 1"
    assert state(attempt) == ("expired", OrderStatus.CANCELLED, 0)


def test_while_midtrans_is_out_of_reach_nothing_is_released(midtrans, capsys):  # noqa: F811
    attempt = overdue()
    midtrans[attempt.midtrans_order_id] = GatewayUnavailable("down")

    assert run("expire_payments", capsys) == "unreachable: 1"
    assert state(attempt) == ("pending", OrderStatus.AWAITING_PAYMENT, 1)


def test_reconciling_finds_the_settlement_whose_message_was_lost(midtrans, capsys):  # noqa: F811
    attempt, fresh = overdue(), an_attempt()
    midtrans[attempt.midtrans_order_id] = body_of(attempt, "settlement")

    assert run("reconcile_payments", capsys) == "paid: 1"
    assert (state(attempt)[1], state(fresh)[1]) == (OrderStatus.PAID, OrderStatus.AWAITING_PAYMENT)


@pytest.mark.django_db(transaction=True)
def test_two_expiries_at_the_same_moment_give_the_goods_back_once(transactional_db, midtrans):  # noqa: F811
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
