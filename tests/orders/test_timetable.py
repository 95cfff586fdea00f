"""What the worker does by the clock."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from orders.models import RoundRun
from orders.timetable import Round, Timetable, rounds_of_this_shop, take_up_lost_tasks


@task()
def nothing():
    """Something to queue."""


@pytest.fixture
def turns(transactional_db):
    """Run timetables until each round of the last one was taken, or `patience` has passed."""
    running = []

    def start(*rounds, patience=10):
        done = threading.Event()
        last = Round("last-of-the-test", 60, done.set)
        table = Timetable([*rounds, last], tick=0.01)
        running.append(table)
        table.start()
        assert done.wait(patience)
        cache.delete("round:last-of-the-test")

    yield start
    for table in running:
        table.stop()


def test_each_round_has_a_name_of_its_own():
    names = [each.name for each in rounds_of_this_shop()]

    assert len(set(names)) == len(names)


def test_two_workers_share_the_turns(turns):
    taken = []

    for _worker in range(2):
        turns(Round("shared", 3600, lambda: taken.append(1)))

    assert taken == [1]


def test_a_round_that_fails_does_not_keep_the_next_one_waiting(turns, caplog):
    taken = []

    turns(Round("fails", 3600, lambda: 1 / 0), Round("follows", 3600, lambda: taken.append(1)))

    assert taken == [1]
    assert "fails" in caplog.text


def test_a_task_that_died_with_its_worker_is_done_again(db, run_tasks):
    lost, busy = (DBTaskResult.objects.get(pk=nothing.enqueue().id) for _each in range(2))
    long_ago = timezone.now() - timedelta(hours=1)
    for row, started in ((lost, long_ago), (busy, timezone.now())):
        DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.RUNNING, started_at=started)

    assert take_up_lost_tasks() == 1

    assert [result.pk for result in run_tasks()] == [lost.pk]


# --- What is kept of a turn ----------------------------------------------------------------------------------------
def test_a_turn_that_came_to_its_end_is_written_down_with_its_counts(turns):
    turns(
        Round("counts", 3600, lambda: Counter(paid=2, expired=1)),
        Round("says-how-many", 3600, lambda: 7),
        Round("says-nothing", 3600, lambda: None),
    )

    runs = {run.name: run for run in RoundRun.objects.exclude(name="last-of-the-test")}
    assert {name: run.last_result for name, run in runs.items()} == {
        "counts": {"paid": 2, "expired": 1},
        "says-how-many": {"done": 7},
        "says-nothing": {},
    }
    assert all(run.last_started_at <= run.last_succeeded_at for run in runs.values())


def test_a_failure_is_kept_with_its_reason_until_a_turn_succeeds(turns):
    turns(Round("fails", 3600, lambda: 1 / 0))
    broken = RoundRun.objects.get(name="fails")
    cache.delete("round:fails")

    turns(Round("fails", 3600, lambda: None))

    mended = RoundRun.objects.get(name="fails")
    assert (broken.last_error, broken.last_succeeded_at) == ("ZeroDivisionError: division by zero", None)
    assert (mended.last_error, mended.failed_at) == ("", broken.failed_at)
    assert mended.last_succeeded_at > mended.failed_at


def test_a_reason_may_be_long_and_strange(turns):
    def fail():
        raise ValueError("\0baris satu\nbaris dua " + "x" * 500)

    turns(Round("fails", 3600, fail))

    reason = RoundRun.objects.get(name="fails").last_error
    assert (len(reason), reason[:32]) == (300, "ValueError: baris satu baris dua")


def test_a_round_that_loses_the_database_is_written_down_as_failed(turns):
    def lose_it():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    taken = []

    turns(Round("loses", 3600, lose_it), Round("follows", 3600, lambda: taken.append(1)))

    assert taken == [1]
    assert RoundRun.objects.get(name="loses").last_error != ""
    assert RoundRun.objects.get(name="follows").last_succeeded_at


def test_a_turn_that_cannot_be_written_down_is_taken_all_the_same(turns, caplog):
    taken = []

    turns(
        Round("x" * 61, 3600, lambda: taken.append(1)),
        Round("follows", 3600, lambda: taken.append(2)),
    )

    assert taken == [1, 2]
    assert "was not recorded" in caplog.text
