"""Run what is queued, as the worker process would, but here and now."""

from unittest.mock import patch

from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult


class TaskFailed(AssertionError):
    """A queued task raised; the message holds its traceback."""


def run_tasks():
    """Run every task that is due, and those they queue in turn; returns their results, oldest first."""
    before = set(DBTaskResult.objects.finished().values_list("pk", flat=True))
    # Between two tasks a worker lets stale connections go; the one this test's transaction lives on must stay.
    with patch.object(db_worker, "close_old_connections"):
        _worker().run()
    done = list(DBTaskResult.objects.finished().exclude(pk__in=before).order_by("enqueued_at"))
    for result in done:
        if result.status == TaskResultStatus.FAILED:
            raise TaskFailed(f"{result.task_path}\n{result.traceback}")
    return done


def _worker():
    return db_worker.Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    )
