"""Whether the work behind the pages keeps up: each round of the timetable, and the queue of tasks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from orders.models import RoundRun
from orders.payments.checking import NoAnswer
from orders.timetable import Round, rounds_of_this_shop

# A turn may take a while, and a worker may be restarted; more than this is no accident.
TURNS_MISSED = 3
# Mails wait for seconds, or 16 minutes after a refusal; pictures of a fresh catalogue, behind all else, for hours.
PATIENCE = {"default": timedelta(minutes=30), "pictures": timedelta(days=1)}
LATELY = timedelta(days=1)
# Outcomes that leave a row for the next turn.
LEFT_OVER = frozenset({"failed", NoAnswer.UNREACHABLE, NoAnswer.REFUSED})


@dataclass(frozen=True)
class Standing:
    """One round now; `run` is None until a worker first took it."""

    round: Round
    run: RoundRun | None
    now: datetime

    @property
    def is_failing(self):
        return bool(self.run and self.run.last_error)

    @property
    def is_late(self):
        """Without success for three periods; a first turn that has just begun is given as long."""
        if self.run is None:
            return True
        known = self.run.last_succeeded_at or self.run.last_started_at
        return known is None or self.now - known > TURNS_MISSED * timedelta(seconds=self.round.seconds)

    @property
    def was_partly_done(self):
        """The turn came to its end, but some rows were left for the next: Midtrans away, or an accident with one."""
        return bool(self.run and LEFT_OVER.intersection(self.run.last_result))

    @property
    def is_trouble(self):
        return self.is_late or self.is_failing

    @property
    def next_at(self):
        started = self.run and self.run.last_started_at
        return started and max(started + timedelta(seconds=self.round.seconds), self.now)


@dataclass(frozen=True)
class Backlog:
    """The tasks of one queue."""

    queue_name: str
    waiting: int = 0
    running: int = 0
    failed_lately: int = 0
    oldest: datetime | None = None

    @property
    def is_stuck(self):
        return self.oldest is not None and timezone.now() - self.oldest > PATIENCE[self.queue_name]

    @property
    def is_trouble(self):
        return self.is_stuck or self.failed_lately > 0


def standings() -> list[Standing]:
    runs = {run.name: run for run in RoundRun.objects.all()}
    now = timezone.now()
    return [Standing(each, runs.get(each.name), now) for each in rounds_of_this_shop()]


def is_at_work(found: list[Standing]) -> bool:
    """Whether any worker took a turn of the most frequent rounds lately."""
    started = [each.run.last_started_at for each in found if each.run and each.run.last_started_at]
    shortest = min(each.round.seconds for each in found)
    limit = timedelta(seconds=TURNS_MISSED * shortest)
    return any(timezone.now() - at <= limit for at in started)


def backlogs() -> list[Backlog]:
    """Every queue in one question; of failures those of the last day, since their records stay for a month."""
    now = timezone.now()
    is_due = Q(run_after=get_date_max()) | Q(run_after__lte=now)
    is_ready = Q(status=TaskResultStatus.READY) & is_due
    is_failed = Q(status=TaskResultStatus.FAILED, finished_at__gt=now - LATELY)
    counted = DBTaskResult.objects.values("queue_name").annotate(
        waiting=Count("pk", filter=is_ready),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed_lately=Count("pk", filter=is_failed),
        oldest=Min("enqueued_at", filter=is_ready),
    )
    # The model's own order would split the groups.
    found = {facts["queue_name"]: facts for facts in counted.order_by()}
    return [Backlog(**found.get(queue, {"queue_name": queue})) for queue in PATIENCE]


def failed_tasks():
    """The failures of the last day, latest first."""
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=timezone.now() - LATELY)
    return failed.order_by("-finished_at")
