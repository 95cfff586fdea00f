"""The soonest day on which the looms of a workshop can have made a piece."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from catalog.capacity.scheduling import FURTHEST, Queue, Slot
from catalog.capacity.workdays import WorkDays

TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
days_ahead = some.integers(0, 380).map(lambda ahead: TODAY + timedelta(days=ahead))
spans = some.builds(
    lambda first, length: (first, first + timedelta(days=length)), days_ahead, some.integers(0, 60)
)
closures = some.lists(
    some.builds(
        lambda first, length: (first, first + timedelta(days=length)), days_ahead, some.integers(0, 20)
    ),
    max_size=2,
)


def apart(found):
    """Of random spans those that do not touch an earlier one, as the spans of a loom never do."""
    kept = []
    for first, last in sorted(found):
        if not kept or first > kept[-1][1]:
            kept.append((first, last))
    return kept


looms = some.lists(some.lists(spans, max_size=5).map(apart), max_size=3).map(
    lambda rows: dict(enumerate(rows))
)


def by_trying_every_day(queue, work_days, not_before):
    found = []
    for loom, busy in queue.looms.items():
        day = not_before
        while day <= not_before + FURTHEST:
            last = queue.days.add(day, work_days - 1)
            is_free = not any(first <= last and day <= end for first, end in busy)
            if queue.days.includes(day) and is_free and last <= not_before + FURTHEST:
                found.append(Slot(last, day, loom))
            day += A_DAY
    return min(found, default=None)


@given(looms, closures, some.integers(1, 90), days_ahead)
def test_the_soonest_slot_is_what_trying_every_day_finds(looms, closed, work_days, not_before):
    queue = Queue(WorkDays.around(TODAY, closed), looms)

    assert queue.earliest(work_days, not_before) == by_trying_every_day(queue, work_days, not_before)


@given(looms, closures, some.lists(some.tuples(some.integers(1, 40), some.integers(1, 4)), max_size=6))
def test_what_is_taken_never_overlaps_and_has_its_days_of_work(looms, closed, wishes):
    queue = Queue(WorkDays.around(TODAY, closed), looms)

    for work_days, count in wishes:
        for slot in queue.take_many(count, work_days, TODAY) or []:
            assert queue.days.count(slot.first_day, slot.last_day) == work_days
            assert queue.days.includes(slot.first_day)
            assert queue.days.includes(slot.last_day)

    for spans in queue.looms.values():
        assert all(before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False))


def queue_with(*looms, closed=()):
    return Queue(WorkDays.around(TODAY, closed), dict(enumerate([list(spans) for spans in looms], start=1)))


def test_a_gap_that_is_long_enough_is_used_and_a_shorter_one_is_not():
    busy = [(date(2026, 11, 24), date(2026, 11, 25)), (date(2026, 12, 1), date(2026, 12, 4))]

    assert queue_with(busy).earliest(3, TODAY) == Slot(date(2026, 11, 30), date(2026, 11, 26), 1)
    assert queue_with(busy).earliest(4, TODAY) == Slot(date(2026, 12, 10), date(2026, 12, 7), 1)


def test_three_pieces_on_two_looms_are_done_when_the_third_is():
    slots = queue_with([], []).take_many(3, 5, TODAY)

    assert slots == [
        Slot(date(2026, 11, 30), date(2026, 11, 24), 1),
        Slot(date(2026, 11, 30), date(2026, 11, 24), 2),
        Slot(date(2026, 12, 7), date(2026, 12, 1), 1),
    ]


def test_a_second_wish_stands_behind_the_first_in_the_same_queue():
    queue = queue_with([])

    assert queue.take(3, TODAY).last_day == date(2026, 11, 26)
    assert queue.take(2, TODAY) == Slot(date(2026, 11, 30), date(2026, 11, 27), 1)


def test_more_than_a_year_of_work_is_not_promised_and_nothing_is_kept_from_others():
    queue = queue_with([], [])

    # Some 240 working days a year and loom: eight pieces of 28 days fit on each.
    assert queue.take_many(17, 28, TODAY) is None
    assert queue.looms == {1: [], 2: []}
    assert len(queue.take_many(16, 28, TODAY)) == 16
    assert queue.take_many(1, 28, TODAY) is None


def test_one_piece_that_takes_longer_than_a_year_is_not_promised():
    assert queue_with([]).earliest(300, TODAY) is None


def test_a_workshop_without_looms_promises_nothing():
    assert queue_with().earliest(1, TODAY) is None


def test_closed_days_lengthen_the_work_around_them():
    closed = [(date(2026, 11, 26), date(2026, 12, 4))]

    assert queue_with([], closed=closed).earliest(4, TODAY) == Slot(date(2026, 12, 8), date(2026, 11, 24), 1)


def test_a_workshop_that_is_closed_for_a_year_promises_nothing():
    assert queue_with([], closed=[(TODAY, TODAY + FURTHEST)]).earliest(1, TODAY) is None


def test_work_over_a_leap_day_counts_it():
    calendar = WorkDays.around(date(2028, 2, 25))

    assert Queue(calendar, {1: []}).earliest(2, date(2028, 2, 29)).last_day == date(2028, 3, 1)
