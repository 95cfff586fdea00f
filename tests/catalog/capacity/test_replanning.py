"""Looms whose plan changes: jobs moved and delayed, looms that stand still, days that are closed and opened again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from catalog.capacity import closures, looms, oven, replanning
from catalog.capacity.models import Closure, Job, JobStatus, Loom
from catalog.capacity.replanning import PlanRefused
from catalog.promises import today_at
from tests.factories.products import ProductFactory
from tests.factories.upts import petugas_of
from upt_accounts.states.machine import history

A_DAY = timedelta(days=1)


class Shed:
    """A workshop with two looms; work days are counted from the first one that is not today or before: `day(0)`."""

    def __init__(self):
        self.product = ProductFactory(made_to_order=True, lead_time_days=5)
        self.workshop = self.product.workshop
        self.first, self.second = Loom.objects.filter(workshop=self.workshop).order_by("pk")
        self.petugas = petugas_of(self.product.upt)

    @property
    def days(self):
        return looms.days_of(self.workshop)

    def day(self, number):
        return self.days.add(today_at(self.product.upt) + A_DAY, number)

    @transaction.atomic
    def job(self, loom, first, length=5, status=JobStatus.QUEUED):
        """A job of `length` working days, from the work day with that number on, promised for when it ends."""
        workshop = looms.lock([self.workshop.pk])[self.workshop.pk]
        job = Job.objects.create(
            loom=loom,
            product=self.product,
            work_days=length,
            first_day=self.day(first),
            last_day=self.day(first + length - 1),
            promised_day=self.day(first + length - 1),
            status=status,
        )
        looms.write(workshop)
        return job

    def stands(self):
        """Where each open job stands: its loom's number, and the days in which it begins and ends, by their number."""
        numbers = {self.day(number): number for number in range(80)}
        numbered = {self.first.pk: 1, self.second.pk: 2}
        return [
            (numbered[job.loom_id], numbers[job.first_day], numbers[job.last_day])
            for job in Job.objects.order_by("pk")
        ]

    def move(self, job, loom, number, **how):
        return replanning.move(job, loom, self.day(number), actor=self.petugas, reason="Benang datang", **how)


@pytest.fixture
def shed(db):
    return Shed()


def close(shed, first, last, **place):
    place = place or {"upt": shed.product.upt}
    closure = Closure(first_day=shed.day(first), last_day=shed.day(last), reason="Renovasi", **place)
    return closure, closures.add(closure, actor=shed.petugas)


# --- Moving ----------------------------------------------------------------------------------------------------------
def test_a_job_is_moved_to_a_free_place_and_its_history_says_why(shed):
    job = shed.job(shed.first, 0)

    assert shed.move(job, shed.second, 3) == [job]

    assert shed.stands() == [(2, 3, 7)]
    [change] = history(job)
    assert (change.field, change.actor, change.reason) == ("place", shed.petugas, "Benang datang")
    assert change.old == f"{shed.first.pk} {shed.day(0)} {shed.day(4)}"
    shed.workshop.refresh_from_db()
    assert shed.workshop.queue[1][1] == [[shed.day(3).isoformat(), shed.day(7).isoformat()]]


def test_of_two_who_move_the_same_job_the_second_is_told_where_it_is_now(shed):
    job = shed.job(shed.first, 0)
    as_the_other_saw_it = Job.objects.get(pk=job.pk)
    shed.move(job, shed.second, 3)

    with pytest.raises(PlanRefused, match="baru saja dipindahkan: sekarang di Alat 2"):
        shed.move(as_the_other_saw_it, shed.first, 10)

    assert shed.stands() == [(2, 3, 7)]


def test_what_stands_there_gives_way_only_where_that_was_allowed(shed):
    urgent, first, second = shed.job(shed.second, 20), shed.job(shed.first, 2), shed.job(shed.first, 8)

    with pytest.raises(PlanRefused, match="lewat dari janjinya"):
        shed.move(urgent, shed.first, 0)
    assert shed.stands() == [(2, 20, 24), (1, 2, 6), (1, 8, 12)]

    moved = shed.move(urgent, shed.first, 0, may_delay_others=True)
    assert {job.pk for job in moved} == {urgent.pk, first.pk, second.pk}
    assert shed.stands() == [(1, 0, 4), (1, 5, 9), (1, 10, 14)]


def test_no_job_is_put_onto_a_loom_at_work(shed):
    shed.job(shed.first, 0, status=JobStatus.STARTED)
    job = shed.job(shed.second, 6)

    with pytest.raises(PlanRefused, match="Alat 1 masih dipakai sampai"):
        shed.move(job, shed.first, 3)


def test_a_job_that_has_begun_stays_on_its_loom(shed):
    job = shed.job(shed.first, 0, status=JobStatus.STARTED)

    with pytest.raises(PlanRefused, match="sudah dimulai"):
        shed.move(job, shed.second, 3)


@pytest.mark.parametrize(("ahead", "words"), [(-3, "sudah lewat"), (400, "Paling jauh setahun")])
def test_a_job_goes_to_no_day_that_is_past_or_beyond_a_year(shed, ahead, words):
    job = shed.job(shed.first, 0)

    with pytest.raises(PlanRefused, match=words):
        replanning.move(
            job, shed.second, today_at(shed.product.upt) + ahead * A_DAY, actor=None, reason="Benang"
        )


def test_a_job_goes_to_no_other_workshop(shed):
    job, elsewhere = shed.job(shed.first, 0), Shed()

    with pytest.raises(PlanRefused, match="tidak dipakai di bengkel ini"):
        shed.move(job, elsewhere.first, 3)


# --- Delays and outages ----------------------------------------------------------------------------------------------
def test_a_delayed_job_holds_its_loom_and_what_follows_gives_way(shed):
    job, after = shed.job(shed.first, 0, status=JobStatus.STARTED), shed.job(shed.first, 5)

    moved = replanning.delay(job, shed.day(8), actor=shed.petugas, reason="Benang habis")

    assert {one.pk for one in moved} == {job.pk, after.pk}
    assert shed.stands() == [(1, 0, 8), (1, 9, 13)]
    replanning.replan([shed.workshop.pk], "Lagi")
    assert shed.stands() == [(1, 0, 8), (1, 9, 13)]


def test_a_loom_that_stands_still_lengthens_what_it_makes_and_puts_off_what_waits(shed):
    shed.job(shed.first, 0, status=JobStatus.STARTED), shed.job(shed.first, 5), shed.job(shed.second, 3)

    outage, moved = replanning.set_out(shed.first, shed.day(2), shed.day(4), "Sisir patah")

    assert shed.stands() == [(1, 0, 7), (1, 8, 12), (2, 3, 7)]
    assert len(moved) == 2
    replanning.end_outage(outage)
    assert shed.stands() == [(1, 0, 4), (1, 5, 9), (2, 3, 7)]


def test_a_job_that_waits_is_not_cut_in_two_by_an_outage(shed):
    shed.job(shed.first, 2)

    replanning.set_out(shed.first, shed.day(5), shed.day(5), "Dibersihkan")

    assert shed.stands() == [(1, 6, 10)]


def test_a_loom_stands_still_once_at_a_time(shed):
    replanning.set_out(shed.first, shed.day(5), shed.day(9), "Dibersihkan")

    with pytest.raises(PlanRefused, match="sudah dicatat berhenti"):
        replanning.set_out(shed.first, shed.day(9), shed.day(10), "Dibersihkan")


# --- Closed days -----------------------------------------------------------------------------------------------------
def test_a_closed_month_puts_off_every_job_in_its_order_and_opening_again_takes_it_back(shed):
    shed.job(shed.first, 0, status=JobStatus.STARTED), shed.job(shed.first, 5), shed.job(shed.first, 10)
    before = list(Job.objects.order_by("pk").values_list("first_day", "last_day"))
    closure = Closure(upt=shed.product.upt, first_day=shed.day(2), last_day=shed.day(23), reason="Renovasi")

    moved = closures.add(closure, actor=shed.petugas)

    assert len(moved) == 3
    # Counted in the days that are left, everything follows as it did.
    assert shed.stands() == [(1, 0, 4), (1, 5, 9), (1, 10, 14)]
    closures.delete(closure, actor=shed.petugas)
    assert list(Job.objects.order_by("pk").values_list("first_day", "last_day")) == before


def test_a_gap_is_used_by_a_late_job_and_leaves_one_on_time_where_it_is(shed):
    late, on_time = shed.job(shed.first, 10), shed.job(shed.first, 20)
    Job.objects.filter(pk=late.pk).update(promised_day=shed.day(8))

    assert replanning.replan([shed.workshop.pk], "Ada tempat") == [late]

    assert shed.stands() == [(1, 4, 8), (1, 20, 24)]
    assert on_time.promised_day == shed.day(24)


def test_a_closure_of_another_workshop_or_upt_moves_nothing(shed):
    shed.job(shed.first, 0)
    other = Shed()

    assert close(other, 0, 9, upt=other.product.upt, workshop=other.workshop)[1] == []
    assert shed.stands() == [(1, 0, 4)]


def test_a_closure_of_all_moves_the_jobs_of_every_upt(shed):
    other = Shed()
    jobs = {shed.job(shed.first, 0).pk, other.job(other.first, 0).pk}

    closure = Closure(first_day=shed.day(0), last_day=shed.day(4), reason="Cuti bersama")

    assert {job.pk for job in closures.add(closure)} == jobs


def test_a_day_with_ordered_bread_is_not_closed(db):
    bread = ProductFactory(daily_batch=True, stock=10)
    batch = bread.batches.order_by("day")[1]
    oven.reserve(bread, batch.day, 3)
    closure = Closure(upt=bread.upt, first_day=batch.day, last_day=batch.day, reason="Mati listrik")

    with pytest.raises(PlanRefused, match="sudah ada pesanan: Tas Anyaman"):
        closures.add(closure)

    assert not Closure.objects.exists()


def test_a_closed_day_takes_no_bread_orders_until_it_is_opened_again(db):
    bread = ProductFactory(daily_batch=True, stock=10)
    kept, taken_away, closed_by_hand = bread.batches.order_by("day")
    bread.batches.update(taken=0)
    oven.close(closed_by_hand)
    closure = Closure(
        upt=bread.upt, first_day=taken_away.day, last_day=closed_by_hand.day, reason="Mati listrik"
    )

    closures.add(closure)
    assert oven.reserve(bread, taken_away.day, 1) is None
    assert oven.reserve(bread, kept.day, 1) == kept

    closures.delete(closure)
    assert oven.reserve(bread, taken_away.day, 1) == taken_away
    assert oven.reserve(bread, closed_by_hand.day, 1) is None


def test_a_changed_closure_counts_as_it_is_now(shed):
    shed.job(shed.first, 0, status=JobStatus.STARTED)
    before = Job.objects.values_list("first_day", "last_day").get()
    closure, moved = close(shed, 1, 4)
    closure.first_day, closure.last_day = closure.first_day + 60 * A_DAY, closure.last_day + 60 * A_DAY

    assert len(moved) == len(closures.change(closure)) == 1

    assert Job.objects.values_list("first_day", "last_day").get() == before


@pytest.mark.parametrize("last", [-1, 400])
def test_a_closure_that_ends_before_it_begins_or_after_more_than_a_year_is_refused(shed, last):
    first = shed.day(0)
    closure = Closure(upt=shed.product.upt, first_day=first, last_day=first + last * A_DAY, reason="Renovasi")

    with pytest.raises(PlanRefused):
        closures.add(closure)


def test_a_queue_for_which_no_days_are_left_is_refused_in_words(shed):
    job = shed.job(shed.first, 0)
    Job.objects.filter(pk=job.pk).update(work_days=2000)

    with pytest.raises(PlanRefused, match="tidak ada cukup hari kerja"):
        replanning.replan([shed.workshop.pk], "Renovasi")


# --- Two at once -----------------------------------------------------------------------------------------------------
def at_once(*acts):
    """What each act answered; they begin together, each with its own connection."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait()
            return act()
        except PlanRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_who_move_one_job_at_once_do_it_one_after_the_other():
    shed = Shed()
    job = shed.job(shed.first, 0)
    seen = [Job.objects.get(pk=job.pk) for _ in range(2)]

    answers = at_once(lambda: shed.move(seen[0], shed.second, 3), lambda: shed.move(seen[1], shed.second, 9))

    assert {type(answer) for answer in answers} == {list, PlanRefused}
    assert history(job).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_closure_and_a_move_at_once_leave_no_two_pieces_on_one_loom():
    shed = Shed()
    jobs = [shed.job(shed.first, 0), shed.job(shed.first, 5), shed.job(shed.second, 0)]
    closure = Closure(upt=shed.product.upt, first_day=shed.day(1), last_day=shed.day(8), reason="Renovasi")

    at_once(
        lambda: closures.add(closure),
        lambda: shed.move(jobs[2], shed.first, 12, may_delay_others=True),
    )

    spans = sorted(Job.objects.filter(loom=shed.first).values_list("first_day", "last_day"))
    assert all(before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False))
    assert all(shed.days.count(first, last) == 5 for first, last in spans)
