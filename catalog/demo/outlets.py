"""Where goods of the demo shop are fetched, with the hours of a week. Addresses and numbers are invented."""

from datetime import datetime

from catalog.capacity.models import Outlet, PickupHours
from catalog.demo.files import items, rows
from upt_accounts.models import Partner


def load():
    upts = {upt.code: upt for upt in Partner.objects.all()}
    known = set(Outlet.objects.values_list("upt__code", "name"))
    return sum(
        _add(row, upts[row["upt_code"]])
        for row in rows("outlets.csv")
        if (row["upt_code"], row["name"]) not in known
    )


def _add(row, upt):
    """The outlet and its hours; returns how many rows that were."""
    outlet = Outlet.objects.create(
        upt=upt,
        name=row["name"],
        address=row["address"],
        hint=row["hint"],
        keeps_days=int(row["keeps_days"]),
        no_show=row["no_show"],
    )
    hours = [
        PickupHours(outlet=outlet, weekday=int(weekday), opens=opens, closes=closes, capacity=capacity)
        for weekday in row["weekdays"]
        for opens, closes, capacity in map(_window, items(row["hours"]))
    ]
    return 1 + len(PickupHours.objects.bulk_create(hours))


def _window(words):
    """ "07.00-09.00 12" as opening, closing and room."""
    span, capacity = words.split()
    opens, closes = (datetime.strptime(clock, "%H.%M").time() for clock in span.split("-"))  # noqa: DTZ007
    return opens, closes, int(capacity)
