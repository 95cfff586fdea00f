"""A clock that can be set back: what the demo tells happened on other days than the one on which it is loaded."""

from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime):
    """Let everything in here happen at that moment.

    For commands only: the clock is the whole process's. Oscar's models keep a `now` of their own that does not follow.
    """
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real
