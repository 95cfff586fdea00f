from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from oscar.apps.order.exceptions import UnableToPlaceOrder

from catalog.capacity import pickup
from orders import mails, workflow
from orders.letters import letter
from orders.models import CancelReason, OrderMail, OrderStatus, UptOrder, UptOrderStatus
from tests.factories.orders import (
    CourierFactory,
    ShippingServiceFactory,
    UptOrderFactory,
    add_line,
)
from tests.factories.pickup import OutletFactory, window_of
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import petugas_of
from upt_accounts.states.machine import TransitionRefused, history, record


@pytest.fixture
def part(db):
    """One part of an unpaid order: two of ten pieces reserved."""
    part = UptOrderFactory()
    add_line(part, ProductFactory(upt=part.upt, stock=10), quantity=2)
    return part


def stock(part):
    record = stock_of(part.lines.get().product)
    return record.num_in_stock, record.num_allocated


def status(part):
    part.refresh_from_db()
    part.order.refresh_from_db()
    return part.order.status, part.status


def messages(order):
    return sorted(order.mails.values_list("event", "recipient"))


def test_a_paid_order_tells_buyer_and_upt_once(part):
    assert workflow.mark_paid(part.order) is True
    assert workflow.mark_paid(part.order) is False

    assert status(part) == (OrderStatus.PAID, UptOrderStatus.WAITING)
    assert messages(part.order) == [("paid", "ani@example.com"), (f"to_pack:{part.number}", part.upt.email)]


def test_shipping_takes_the_goods_out_of_the_stock(part):
    petugas = petugas_of(part.upt)
    workflow.mark_paid(part.order)

    workflow.prepare(part, actor=petugas)
    assert status(part) == (OrderStatus.IN_PROGRESS, UptOrderStatus.PREPARING)
    parcel = workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345678", actor=petugas)

    assert status(part) == (OrderStatus.IN_PROGRESS, UptOrderStatus.SHIPPED)
    assert stock(part) == (8, 0)
    assert parcel.tracking_number == "JNE0012345678"
    assert [(change.old, change.new, change.actor) for change in history(part).filter(field="status")] == [
        ("waiting", "preparing", petugas),
        ("preparing", "shipped", petugas),
    ]


def test_an_order_is_completed_when_its_last_parcel_arrived(part):
    petugas = petugas_of(part.upt)
    other = UptOrderFactory(order=part.order, service=ShippingServiceFactory(pickup=True))
    add_line(other)
    workflow.mark_paid(part.order)
    workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345678", actor=petugas)
    workflow.deliver(part, actor=petugas)
    assert status(part)[0] == OrderStatus.IN_PROGRESS

    workflow.make_ready(other, actor=petugas)
    workflow.deliver(other, actor=petugas)

    assert status(other) == (OrderStatus.COMPLETED, UptOrderStatus.DELIVERED)
    assert stock(other) == (9, 0)


@pytest.mark.parametrize("act", [workflow.prepare, workflow.make_ready, workflow.deliver])
def test_a_upt_does_nothing_for_an_unpaid_order(part, act):
    with pytest.raises(TransitionRefused):
        act(part, actor=None)

    assert status(part) == (OrderStatus.AWAITING_PAYMENT, UptOrderStatus.WAITING)


def test_what_is_sent_is_not_fetched_and_what_is_fetched_is_not_sent(part):
    fetched = UptOrderFactory(order=part.order, service=ShippingServiceFactory(pickup=True))
    workflow.mark_paid(part.order)

    with pytest.raises(TransitionRefused):
        workflow.make_ready(part, actor=None)
    with pytest.raises(TransitionRefused):
        workflow.ship(fetched, courier=CourierFactory(), tracking_number="JNE0012345678", actor=None)

    assert not part.parcels.exists()
    assert not fetched.parcels.exists()


def test_an_expired_order_gives_its_goods_back(part):
    assert workflow.cancel(part.order, because=CancelReason.EXPIRED) is True

    assert status(part) == (OrderStatus.CANCELLED, UptOrderStatus.CANCELLED)
    assert stock(part) == (10, 0)
    assert messages(part.order) == [("expired", "ani@example.com")]


def test_a_paid_order_cannot_be_cancelled(part):
    workflow.mark_paid(part.order)

    assert workflow.cancel(part.order, because=CancelReason.EXPIRED) is False
    assert stock(part) == (10, 2)


def test_late_money_revives_an_order_while_its_goods_are_there(part):
    workflow.cancel(part.order, because=CancelReason.EXPIRED)

    assert workflow.revive(part.order) is True
    assert workflow.mark_paid(part.order) is True
    assert status(part) == (OrderStatus.PAID, UptOrderStatus.WAITING)
    assert stock(part) == (10, 2)


def test_late_money_revives_nothing_when_a_piece_is_gone(part):
    other = UptOrderFactory(order=part.order)
    add_line(other, ProductFactory(upt=other.upt, stock=1))
    workflow.cancel(part.order, because=CancelReason.EXPIRED)
    stock_of(other.lines.get().product).allocate(1)

    assert workflow.revive(part.order) is False
    assert status(part) == (OrderStatus.CANCELLED, UptOrderStatus.CANCELLED)
    assert stock(part) == (10, 0)


def test_a_reversed_payment_stops_what_has_not_left(part):
    workflow.mark_paid(part.order)

    assert workflow.unpay(part.order, reason="reversal") is True
    with pytest.raises(TransitionRefused):
        workflow.prepare(part, actor=None)
    assert status(part)[0] == OrderStatus.AWAITING_PAYMENT


def test_a_reversed_payment_cannot_call_back_a_parcel(part):
    workflow.mark_paid(part.order)
    workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345678", actor=None)

    assert workflow.unpay(part.order, reason="reversal") is False
    assert status(part)[0] == OrderStatus.IN_PROGRESS


def at_the_same_moment(count, act):
    """Run `act` in that many threads, each with a connection of its own, and return what they answered."""
    barrier = Barrier(count)

    def run(_number):
        try:
            barrier.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_of_many_expiries_at_once_one_gives_the_goods_back(transactional_db):
    part = UptOrderFactory()
    add_line(part, ProductFactory(upt=part.upt, stock=10), quantity=2)

    answers = at_the_same_moment(8, lambda: workflow.cancel(part.order, because=CancelReason.EXPIRED))

    assert sorted(answers) == [False] * 7 + [True]
    assert stock(part) == (10, 0)
    assert len(history(part.order)) == 1


@pytest.mark.django_db(transaction=True)
def test_payment_and_expiry_at_the_same_moment_have_one_winner(transactional_db):
    part = UptOrderFactory()
    add_line(part, ProductFactory(upt=part.upt, stock=10), quantity=2)
    acts = iter(
        [lambda: workflow.mark_paid(part.order), lambda: workflow.cancel(part.order, because="expired")] * 4
    )
    chosen = [next(acts) for _each in range(8)]
    turn = iter(chosen)

    answers = at_the_same_moment(8, lambda: next(turn)())

    assert answers.count(True) == 1
    assert (status(part)[0], stock(part)) in [(OrderStatus.PAID, (10, 2)), (OrderStatus.CANCELLED, (10, 0))]


@pytest.mark.django_db(transaction=True)
def test_forty_reservations_at_once_never_take_more_than_ten_pieces(transactional_db):
    product = ProductFactory(stock=10)

    def reserve():
        try:
            stock_of(product).allocate(1)
        except UnableToPlaceOrder:
            return False
        return True

    assert sum(at_the_same_moment(40, reserve)) == 10
    assert stock_of(product).available == 0


TO_UPT = {mails.Event.TO_PACK, mails.Event.NOT_TO_PACK}
ABOUT_A_PART = TO_UPT | {
    mails.Event.SHIPPED,
    mails.Event.READY_FOR_PICKUP,
    mails.Event.DELIVERED,
    mails.Event.DELAYED,
    mails.Event.WITHDRAWN,
    mails.Event.PICKUP_REMINDER,
    mails.Event.NOT_FETCHED,
}


@pytest.mark.parametrize("event", list(mails.Event))
def test_a_message_names_its_order_and_leads_to_its_page(part, event):
    workflow.mark_paid(part.order)
    workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345678", actor=None)
    name = f"{event}:{part.number}" if event in ABOUT_A_PART else str(event)
    if event in (mails.Event.PICKUP_REMINDER, mails.Event.NOT_FETCHED):
        UptOrder.objects.update(window=pickup.reserve(window_of(OutletFactory(upt=part.upt), part.ships_on)))
    if event == mails.Event.DELAYED:
        name += f":{record(part, '2026-11-24', '2026-12-01', field='ships_on', reason='Benang habis').pk}"

    message = letter(OrderMail(order=part.order, event=name, recipient="ani@example.com"))

    number = part.number if event in TO_UPT else part.order.number
    assert number in message.subject
    assert ("/admin/" if event in TO_UPT else part.order.get_absolute_url()) in message.body
