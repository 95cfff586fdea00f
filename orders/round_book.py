"""The book in which each round of the timetable writes how its turn went, for staff to read."""

import logging
from collections import Counter

from django.db import connection
from django.utils import timezone

from orders.models import RoundRun

logger = logging.getLogger(__name__)
LONGEST = 300
DONE = "done"


def began(name):
    _write(name, last_started_at=timezone.now())


def succeeded(name, result):
    _write(name, last_succeeded_at=timezone.now(), last_error="", last_result=_counted(result))


def failed(name, error):
    reason = " ".join(f"{type(error).__name__}: {error}".replace("\0", "").split())
    _write(name, failed_at=timezone.now(), last_error=reason[:LONGEST])


def _write(name, **facts):
    """The book serves the rounds: while the database is away a turn goes unrecorded, and the next one comes anyhow."""
    try:
        RoundRun.objects.update_or_create(name=name, defaults=facts)
    except Exception:
        logger.exception("the turn of %s was not recorded", name)
        connection.close()


def _counted(result):
    """Rounds return counts by outcome, one number, or nothing of interest."""
    if isinstance(result, Counter):
        return dict(result)
    return {DONE: result} if isinstance(result, int) and result else {}
