"""Days as people say them: "26–27 November", "30 Nov–2 Des"; the year only where it is another one."""

from django.utils import timezone
from django.utils.formats import date_format

LONG, SHORT = "j F", "j M"


def day(date, pattern=LONG) -> str:
    return date_format(date, pattern if date.year == timezone.localdate().year else f"{pattern} Y")


def short(date) -> str:
    return day(date, SHORT)


def weekday(date) -> str:
    """ "Rabu, 25 November"."""
    return f"{date_format(date, 'l')}, {day(date)}"


def span(first, last, pattern=LONG) -> str:
    """From one day to another, as short as it is still clear."""
    if first == last:
        return day(last, pattern)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, pattern)}"
    return f"{day(first, pattern)}–{day(last, pattern)}"


def short_span(first, last) -> str:
    return span(first, last, SHORT)
