"""Promises that move after the order, and what its buyer may do about it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from catalog.capacity import closures, looms, replanning
from catalog.capacity.models import Closure, Job, JobStatus, PickupWindow
from catalog.promises import today_at
from catalog.templatetags.money import rupiah
from orders import days, making, workflow
from orders.letters import letter
from orders.models import OrderStatus, UptOrderStatus
from orders.payments import refunds
from orders.payments.models import RefundCase
from orders.withdrawal import withdraw
from tests.factories.orders import UptOrderFactory, add_line
from tests.factories.pickup import OutletFactory
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import WorkshopFactory, petugas_of
from tests.orders.checkout.walking import OURS
from tests.orders.making import job_of, made_part, pay
from upt_accounts.states.machine import TransitionRefused, history

A_DAY = timedelta(days=1)
REASON = "Benang merah belum datang"


@pytest.fixture
def part(db):
    """One piece of five working days, paid."""
    part = made_part()
    pay(part.order)
    return part


def delayed(part, work_days=4):
    """Its piece is done so many working days later than planned."""
    job = job_of(part)
    later = looms.days_of(job.loom.workshop).add(job.last_day, work_days)
    replanning.delay(job, later, actor=petugas_of(part.upt), reason=REASON)
    part.refresh_from_db()
    return part


def delay_mails(part):
    return list(part.order.mails.filter(event__startswith="delayed").order_by("pk"))


def give_up(client, part):
    return client.post(f"{part.order.get_absolute_url()}batal-paket/", {"paket": part.number}, headers=OURS)


# --- The day moves ---------------------------------------------------------------------------------------------------
def test_a_delayed_piece_moves_the_day_of_its_part_with_a_reason_and_one_mail(part):
    before = part.ships_on

    delayed(part)

    job = job_of(part)
    assert part.ships_on == looms.days_of(job.loom.workshop).add(job.last_day, 1) > before
    assert part.first_ships_on == before
    [change] = history(part).filter(field="ships_on")
    assert (change.old, change.new, change.reason) == (str(before), str(part.ships_on), REASON)
    [mail] = delay_mails(part)
    message = letter(mail)
    assert f"Semula: {days.day(before)}. Sekarang: {days.day(part.ships_on)}." in message.body
    assert f"Sebabnya: {REASON}" in message.body


def test_every_further_change_is_told_once(part):
    delayed(part)
    delayed(part)

    assert len(delay_mails(part)) == history(part).filter(field="ships_on").count() == 2


def test_a_delay_that_the_promise_has_room_for_moves_no_day(part):
    part.ships_on = part.first_ships_on = part.ships_on + 30 * A_DAY
    part.arrives_from = part.arrives_until = part.ships_on
    part.save()

    delayed(part)

    assert part.ships_on == part.first_ships_on
    assert delay_mails(part) == []


def test_a_closed_month_moves_every_waiting_part_and_not_closing_after_all_takes_it_back(part):
    second = made_part(product=part.lines.get().product, quantity=2)
    before = part.ships_on, second.ships_on
    closure = Closure(
        upt=part.upt,
        first_day=part.ships_on - 3 * A_DAY,
        last_day=part.ships_on + 27 * A_DAY,
        reason="Renovasi",
    )

    closures.add(closure)
    for one in (part, second):
        one.refresh_from_db()
        assert one.ships_on > closure.last_day
    closures.delete(closure)

    part.refresh_from_db(), second.refresh_from_db()
    assert (part.ships_on, second.ships_on) == before
    assert [letter(mail).body.partition(" berangkat lebih ")[2][:6] for mail in delay_mails(part)] == [
        "lambat",
        "cepat ",
    ]


def test_the_page_shows_the_new_day_and_why(client, part):
    before = part.ships_on
    delayed(part)

    page = client.get(part.order.get_absolute_url()).content.decode()

    assert f"Tanggal berangkat: {days.day(before)} menjadi {days.day(part.ships_on)}" in page
    assert REASON in page


def test_the_page_shows_the_steps_of_each_piece(client, part):
    workshop = job_of(part).loom.workshop
    workshop.steps = ["Menyiapkan benang", "Menenun", "Finishing"]
    workshop.save(update_fields=["steps"])
    making.start(job_of(part), actor=None)
    looms.next_step(job_of(part), 2)

    [shown] = client.get(part.order.get_absolute_url()).context["page"].parts

    [piece] = shown.pieces
    assert piece.words == "Sedang dibuat"
    assert piece.steps == [("Menyiapkan benang", "done"), ("Menenun", "now"), ("Finishing", "next")]
    assert shown.status == UptOrderStatus.PREPARING


# --- The buyer gives it up -------------------------------------------------------------------------------------------
def test_a_buyer_gives_up_a_part_before_work_on_it_and_the_rest_goes_on(client, part):
    other = UptOrderFactory(order=part.order)
    add_line(other)
    part.order.refresh_from_db()

    answer = give_up(client, part)

    assert answer.url == part.order.get_absolute_url()
    part.refresh_from_db(), part.order.refresh_from_db()
    assert (part.status, part.order.status) == (UptOrderStatus.CANCELLED, OrderStatus.PAID)
    case = RefundCase.objects.get()
    goods = part.lines.get().line_price_incl_tax
    assert (case.reason, case.part, case.amount) == ("withdrawn", part, goods + part.shipping_charge)
    assert set(part.order.mails.filter(event__contains=part.number).values_list("event", flat=True)) == {
        f"to_pack:{part.number}",
        f"withdrawn:{part.number}",
        f"not_to_pack:{part.number}",
    }
    page = client.get(answer.url).content.decode()
    assert f"{rupiah(case.amount)} akan kami kembalikan" in page


def test_the_last_part_given_up_cancels_the_order_and_its_money_waits(client, part):
    give_up(client, part)
    give_up(client, part)

    part.order.refresh_from_db()
    assert (part.order.status, part.order.cancel_reason) == (OrderStatus.REFUND_DUE, "by_buyer")
    case = RefundCase.objects.get()
    assert case.amount == part.order.total_incl_tax

    refunds.close(case, done_on=case.opened_at.date(), note="Ditransfer", actor=None)
    part.order.refresh_from_db()
    assert part.order.status == OrderStatus.REFUNDED


def test_what_was_given_up_is_free_for_the_next_buyer(client, part):
    job = job_of(part)
    slot = (job.loom_id, job.first_day)

    give_up(client, part)

    again = job_of(made_part(product=part.lines.get().product))
    assert (again.loom_id, again.first_day) == slot
    assert Job.objects.get(pk=job.pk).status == JobStatus.CANCELLED


def test_once_work_began_it_is_not_offered_and_refused(client, part):
    assert "Batalkan paket ini" in client.get(part.order.get_absolute_url()).content.decode()

    making.start(job_of(part), actor=petugas_of(part.upt))

    assert "Batalkan paket ini" not in client.get(part.order.get_absolute_url()).content.decode()
    answer = give_up(client, part)
    assert "sudah mulai mengerjakan" in client.get(answer.url).content.decode()
    part.refresh_from_db()
    assert part.status == UptOrderStatus.PREPARING
    assert not RefundCase.objects.exists()


def test_what_lies_ready_in_the_same_parcel_is_given_back_with_it(client, db):
    part = made_part()
    shelf = add_line(part, ProductFactory(upt=part.upt, stock=3), quantity=2)
    pay(part.order)

    give_up(client, part)

    shelf.refresh_from_db()
    assert shelf.num_allocated == 0
    assert stock_of(shelf.product).num_allocated == 0
    assert job_of(part).status == JobStatus.CANCELLED


def test_what_lies_ready_is_given_up_only_when_it_is_late(client, db):
    part = UptOrderFactory()
    add_line(part)
    pay(part.order)

    give_up(client, part)
    part.refresh_from_db()
    assert part.status == UptOrderStatus.WAITING

    part.ships_on = today_at(part.upt) - A_DAY
    part.save(update_fields=["ships_on"])
    give_up(client, part)
    part.refresh_from_db()
    assert part.status == UptOrderStatus.CANCELLED
    assert part.lines.get().num_allocated == 0


def test_a_parcel_of_another_order_is_not_given_up(client, part):
    other = made_part()
    pay(other.order)

    answer = client.post(
        f"{part.order.get_absolute_url()}batal-paket/", {"paket": other.number}, headers=OURS
    )

    assert answer.status_code == 404


def test_an_order_with_a_part_given_up_is_completed_by_the_others(client, part):
    other = UptOrderFactory(order=part.order)
    add_line(other)
    give_up(client, part)

    workflow.ship(other, courier=other.service.courier, tracking_number="JNE0012345678", actor=None)
    workflow.deliver(other, actor=None)

    part.order.refresh_from_db()
    assert part.order.status == OrderStatus.COMPLETED


# --- Two at once -----------------------------------------------------------------------------------------------------
def at_once(*acts):
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait()
            return act()
        except (TransitionRefused, replanning.PlanRefused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_giving_up_and_beginning_at_once_do_not_both_happen():
    part = made_part()
    pay(part.order)
    job, petugas = job_of(part), petugas_of(part.upt)

    given_up, began = at_once(lambda: withdraw(part), lambda: making.start(job, actor=petugas))

    part.refresh_from_db(), job.refresh_from_db()
    assert (given_up is True) != (began is True)
    assert (part.status, job.status) in [
        (UptOrderStatus.CANCELLED, JobStatus.CANCELLED),
        (UptOrderStatus.PREPARING, JobStatus.STARTED),
    ]
    assert RefundCase.objects.count() == (given_up is True)


@pytest.mark.django_db(transaction=True)
def test_a_part_given_up_twice_at_once_owes_its_money_once():
    part = made_part()
    pay(part.order)

    assert sorted(at_once(lambda: withdraw(part), lambda: withdraw(part))) == [False, True]
    assert RefundCase.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_closure_and_a_buyer_who_gives_up_at_once_neither_wait_for_ever_nor_lose_a_day():
    first = made_part()
    product = first.lines.get().product
    parts = [first, *(made_part(product=product) for _ in range(3))]
    for part in parts:
        pay(part.order)
    closure = Closure(
        upt=product.upt, first_day=first.ships_on - 3 * A_DAY, last_day=first.ships_on, reason="Renovasi"
    )

    answers = at_once(
        lambda: closures.add(closure), *(lambda part=part: withdraw(part) for part in parts[:2])
    )

    assert answers[1:] == [True, True]
    for part in parts[2:]:
        part.refresh_from_db()
        job = job_of(part)
        assert part.ships_on >= looms.days_of(product.workshop).add(job.last_day, 1)


# --- What lies ready -------------------------------------------------------------------------------------------------
def closed(part, **place):
    closure = Closure(
        upt=part.upt, first_day=part.ships_on, last_day=part.ships_on + 4 * A_DAY, reason="Banjir", **place
    )
    closures.add(closure)
    return closure


def test_what_lies_ready_leaves_after_the_closed_days_and_its_buyer_is_told(db):
    part, elsewhere = UptOrderFactory(), UptOrderFactory()
    for one in (part, elsewhere):
        add_line(one)
        pay(one.order)
        one.refresh_from_db()
    before = elsewhere.ships_on

    closure = closed(part)

    part.refresh_from_db(), elsewhere.refresh_from_db()
    workshop = part.lines.get().product.workshop
    assert part.ships_on == looms.days_of(workshop).first_from(closure.last_day)
    assert elsewhere.ships_on == before
    [mail] = delay_mails(part)
    assert "Sebabnya: Banjir" in letter(mail).body


def test_another_workshop_s_closed_days_keep_nobody_waiting(db):
    part = UptOrderFactory()
    add_line(part)
    pay(part.order)
    part.refresh_from_db()
    before = part.ships_on

    closed(part, workshop=WorkshopFactory(upt=part.upt))

    part.refresh_from_db()
    assert part.ships_on == before


def test_a_day_on_which_somebody_fetches_is_not_closed(db):
    window = PickupWindow.objects.create(
        outlet=OutletFactory(),
        day=timezone.localdate() + 30 * A_DAY,
        opens=time(7),
        closes=time(9),
        capacity=12,
        taken=1,
    )
    closure = Closure(upt=window.outlet.upt, first_day=window.day, last_day=window.day, reason="Banjir")

    with pytest.raises(replanning.PlanRefused, match="ada pembeli yang datang mengambil"):
        closures.add(closure)
