"""The shop and the simulator share no code, so here they must understand each other over HTTP."""

import pytest

from tests.tooling.midtrans_simulator.till import Page, Till


@pytest.fixture
def bank(simulator):
    """The simulator where the shop looks for Midtrans; it tells the shop."""
    till = Till(simulator.url)
    yield till
    till.turn(status="normal")
    till.set_clock_right()


@pytest.fixture
def page(shop, bank):
    from orders.payments import workflow
    from tests.orders.payments.answers import an_attempt

    attempt = an_attempt()
    address = workflow.pay(attempt.order)
    page = Page(bank, attempt.midtrans_order_id, address.rpartition("/")[2], address)
    page.order = attempt.order
    return page


def state_of(order):
    order.refresh_from_db()
    return order.status, order.paid_at is not None


@pytest.mark.parametrize("way", ["bca_va", "permata_va", "echannel", "other_qris", "shopeepay", "alfamart"])
def test_the_shop_learns_of_a_payment_in_each_of_its_shapes(page, bank, way):
    transaction_id = page.choose(way)
    page.press("bayar")

    told = bank.wait_until_told(transaction_id)

    assert told.count('class="good"') == 2
    assert state_of(page.order) == ("paid", True)


def test_a_card_is_not_paid_before_it_was_looked_at(page, bank):
    transaction_id = page.choose("credit_card")
    page.press("periksa")
    bank.wait_until_told(transaction_id)
    assert state_of(page.order) == ("awaiting_payment", False)

    bank.at_desk(transaction_id, "terima")
    bank.wait_until_told(transaction_id)

    assert state_of(page.order) == ("paid", True)


def test_a_denied_customer_pays_by_another_way(page, bank):
    bank.wait_until_told(page.choose("gopay"))
    page.press("tolak")
    transaction_id = page.choose("bni_va")
    page.press("bayar")

    bank.wait_until_told(transaction_id)

    assert state_of(page.order) == ("paid", True)


def test_ten_settlements_at_once_pay_once(page, bank):
    transaction_id = page.choose("bca_va")
    page.press("bayar")
    bank.resend(transaction_id, times=10)

    told = bank.wait_until_told(transaction_id)

    assert told.count('class="good"') == 12
    assert page.order.attempts.get().records.count() == 1


def test_news_that_came_while_the_status_was_down_come_again(page, bank):
    transaction_id = page.choose("bca_va")
    bank.wait_until_told(transaction_id)
    bank.turn(status="503")
    page.post(aksi="bayar")
    bank.wait_until_answered(transaction_id, 503)
    assert state_of(page.order) == ("awaiting_payment", False)

    bank.turn(status="normal")
    bank.put_clock_forward(1)
    bank.wait_until_told(transaction_id)

    assert state_of(page.order) == ("paid", True)
