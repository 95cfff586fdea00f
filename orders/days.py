"""Days as people say them: "26–27 November", "30 November–2 Desember"; the year only where it is another one."""

from django.utils import timezone
from django.utils.formats import date_format


def day(date) -> str:
    return date_format(date, "j F" if date.year == timezone.localdate().year else "j F Y")


def span(first, last) -> str:
    """From one day to another, as short as it is still clear."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first)}–{day(last)}"
