"""When can the looms of a workshop have made so many pieces? Plain reckoning, without the database.

A loom makes one piece at a time, in working days that follow each other; gaps that a cancelled job left are used.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from catalog.capacity.workdays import Span, WorkDays

# Whoever wants more than a year's work is answered by a person, not by a date.
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, order=True)
class Slot:
    """A piece's place in the queue: ordered by when it would be done."""

    last_day: date
    first_day: date
    loom: int


@dataclass
class Queue:
    """The looms of one workshop, each with the spans (ascending, apart) in which it is busy or stands still."""

    days: WorkDays
    looms: dict[int, list[Span]] = field(default_factory=dict)

    def earliest(self, work_days: int, not_before: date) -> Slot | None:
        """The soonest finish for one piece; None where no loom is free within a year."""
        slots = (self._on(loom, spans, work_days, not_before) for loom, spans in self.looms.items())
        return min((slot for slot in slots if slot), default=None)

    def take(self, work_days: int, not_before: date) -> Slot | None:
        """As `earliest`, and the slot is taken in this queue."""
        slot = self.earliest(work_days, not_before)
        if slot:
            self.looms[slot.loom] = sorted([*self.looms[slot.loom], (slot.first_day, slot.last_day)])
        return slot

    def take_many(self, count: int, work_days: int, not_before: date) -> list[Slot] | None:
        """Slots for `count` pieces, or None, with nothing taken, where not all of them fit into a year."""
        before = dict(self.looms)
        slots = []
        for _piece in range(count):
            slot = self.take(work_days, not_before)
            if slot is None:
                self.looms = before
                return None
            slots.append(slot)
        return slots

    def _on(self, loom, spans, work_days, not_before):
        furthest = not_before + FURTHEST
        begins = not_before
        for first, last in spans:
            slot = self._from(loom, begins, work_days)
            if slot is None or slot.last_day > furthest:
                return None
            if slot.last_day < first:
                return slot
            begins = max(begins, last + timedelta(days=1))
        slot = self._from(loom, begins, work_days)
        return slot if slot and slot.last_day <= furthest else None

    def _from(self, loom, day, work_days):
        if not self.days.reaches(day, work_days):
            return None
        first = self.days.first_from(day)
        return Slot(self.days.add(first, work_days - 1), first, loom)
