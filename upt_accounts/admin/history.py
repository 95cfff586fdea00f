"""The history of a row in words, for pages that show it."""

from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.timezone import localtime


def history_in_words(changes, names):
    """One line a change: when, what it became, by whom, why."""
    rows = (
        (
            date_format(localtime(change.at), "DATETIME_FORMAT"),
            names.get(change.new, change.new),
            f" · {change.actor.get_full_name() or change.actor.email}" if change.actor else "",
            f" · {change.reason}" if change.reason else "",
        )
        for change in changes
    )
    return format_html_join("", "<div>{}: {}{}{}</div>", rows) or "–"
