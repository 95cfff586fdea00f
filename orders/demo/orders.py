"""Orders of invented buyers in every state, each made by the shop's own functions as its story tells.

A story is a list of moments and what happened at them: "24 09.12 placed" is twenty-four days ago at twelve past nine
in Jakarta, "12m placed" twelve minutes ago. All stories run through each other in the order of time, as stock and money
of one can depend on another: of two buyers of the last carved boat one pays too late.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from oscar.core.loading import get_model

from catalog.demo.clock import clock_at
from catalog.demo.files import items, rows
from orders.checkout.exceptions import PlacingRefused
from orders.demo.buying import DATA, buy
from orders.demo.events import forget_mails, happen

PLACED = "placed"


@dataclass(frozen=True)
class Moment:
    at: datetime
    row: dict
    verb: str
    words: tuple[str, ...]


def load():
    """An order is known again by a note that names its row."""
    notes = get_model("order", "OrderNote").objects
    known = set(notes.values_list("message", flat=True))
    moments = [
        moment for row in rows("orders.csv", DATA) if row["code"] not in known for moment in story_of(row)
    ]
    orders = {}
    for moment in sorted(moments, key=lambda moment: moment.at):
        with clock_at(moment.at):
            _tell(moment, orders)
    for code, order in orders.items():
        notes.create(order=order, note_type="System", message=code)
    return len(orders)


def story_of(row) -> list[Moment]:
    now = timezone.localtime()
    return [_moment(row, item.split(), now) for item in items(row["story"])]


def _moment(row, words, now):
    if words[0].endswith("m"):
        return Moment(now - timedelta(minutes=int(words[0][:-1])), row, words[1], tuple(words[2:]))
    day, clock, verb, *rest = words
    hour, minute = map(int, clock.split("."))
    at = datetime.combine(now.date() - timedelta(days=int(day)), time(hour, minute), now.tzinfo)
    return Moment(at, row, verb, tuple(rest))


def _tell(moment, orders):
    code = moment.row["code"]
    if moment.verb == PLACED:
        try:
            orders[code] = buy(moment.row)
        except PlacingRefused:
            # In a shop where people have been buying the goods may be gone. They were here first.
            return
        forget_mails(orders[code])
    elif code in orders:
        happen(moment.verb, orders[code], *moment.words)
