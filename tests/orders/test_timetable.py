"""What the worker does by the clock."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

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
