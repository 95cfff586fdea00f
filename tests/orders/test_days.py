from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from orders import days

# Half past twelve at night in Greenwich is half past seven in Jakarta.
MOMENT = datetime(2031, 11, 26, 0, 32, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Rabu, 26 November 2031, 07.32 WIB"), ("en", "Wednesday, 26 November 2031, 07:32 WIB")],
)
def test_a_moment_is_told_in_jakartas_time(language, words):
    with translation.override(language):
        assert days.stamp(MOMENT) == words


@pytest.mark.parametrize(("ahead", "word"), [(0, "hari ini"), (1, "besok")])
def test_today_and_tomorrow_are_called_so(ahead, word):
    at = timezone.localtime().replace(hour=12, minute=5) + timedelta(days=ahead)

    assert days.moment(at) == f"{word}, 12.05 WIB"


def test_other_days_are_called_by_their_name():
    assert days.moment(MOMENT) == days.stamp(MOMENT)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=23, minutes=41, seconds=30), "23 jam 41 menit"),
        (timedelta(days=2, minutes=5, seconds=30), "2 hari 5 menit"),
        (timedelta(seconds=30), "kurang dari satu menit"),
        (-timedelta(seconds=30), ""),
    ],
)
def test_time_left_is_told_to_the_minute(left, words):
    assert days.time_left(timezone.now() + left) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2031, 11, 26), date(2031, 11, 26), "26 November 2031"),
        (date(2031, 11, 26), date(2031, 11, 27), "26–27 November 2031"),
        (date(2031, 11, 30), date(2031, 12, 2), "30 November 2031–2 Desember 2031"),
    ],
)
def test_a_span_of_days_is_as_short_as_it_is_clear(first, last, words):
    assert days.span(first, last) == words
