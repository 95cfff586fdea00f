"""Taking what an order needs: pieces on the shelf, pieces of a day's batch, places on looms, windows to fetch it.

Everybody takes the rows in this order, each kind by key, so that no two buyers wait for each other in a ring.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.order.exceptions import UnableToPlaceOrder

from catalog.capacity import looms, oven, pickup
from catalog.models import Availability
from catalog.promises import work_begins_on
from orders import days
from orders.checkout.exceptions import PlacingRefused


def take(lines):
    """Reserve for basket lines as they were shown. Raises PlacingRefused where a piece, or its day, is gone."""
    _from_shelf([line for line in lines if line.supply == Availability.READY])
    _from_oven([line for line in lines if line.supply == Availability.DAILY_BATCH])
    _from_looms([line for line in lines if line.supply == Availability.MADE_TO_ORDER])


def take_windows(plans):
    """Book the windows in which parcels are fetched; gives their rows by the key of the parcel."""
    fetched = [plan for plan in plans if plan.window]
    rows = {}
    for plan in sorted(fetched, key=lambda plan: _place_in_line(plan.window)):
        row = rows[plan.parcel.key] = pickup.reserve(plan.window)
        if row is None:
            raise PlacingRefused(
                _("Jam ambil %(hours)s di %(outlet)s baru saja penuh atau ditutup. Pilih jam lain.")
                % {"hours": plan.window.hours, "outlet": plan.window.outlet.name}
            )
    return rows


def _place_in_line(window):
    return window.outlet.pk, window.day, window.opens


def pay_until(plans):
    """Until when an order keeps what it took: a day and night, but bread is paid for before its day begins."""
    now = timezone.now()
    grace = timedelta(minutes=settings.PAYMENT_GRACE_MINUTES)
    begins = [
        datetime.combine(plan.parcel.day, time(), ZoneInfo(plan.parcel.upt.time_zone)) - grace
        for plan in plans
        if plan.parcel.day
    ]
    return min([now + timedelta(minutes=settings.PAYMENT_EXPIRY_MINUTES), *begins])


def book(pairs):
    """Write the jobs of made-to-order lines, once the order's lines are there: (basket line, order line)."""
    booked = [(shown, line) for shown, line in pairs if shown.slots]
    for shown, line in booked:
        looms.book(shown.product, line, shown.slots)
    for workshop in looms.lock({shown.product.workshop_id for shown, _line in booked}).values():
        looms.write(workshop)


def _from_shelf(lines):
    for line in lines:
        try:
            line.line.stockrecord.allocate(line.quantity)
        except UnableToPlaceOrder as error:
            raise _gone(line) from error


def _from_oven(lines):
    for line in sorted(lines, key=lambda line: (line.product.pk, line.promise.ships_on)):
        line.batch = oven.reserve(line.product, line.promise.ships_on, line.quantity)
        if line.batch is None:
            raise _gone(line)


def _gone(line):
    return PlacingRefused(
        _("“%(name)s” baru saja dibeli orang lain, sisanya tidak cukup.") % {"name": line.product.name}
    )


def _from_looms(lines):
    """Slots by the queue as it is now. A day that has moved away is shown anew before anything is ordered."""
    wanted = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.line.pk):
        wanted[line.product.workshop_id].append(line)
    for workshop in looms.lock(wanted).values():
        queue = looms.read(workshop)
        for line in wanted[workshop.pk]:
            begins = work_begins_on(line.product, line.product.upt)
            line.slots = queue.take_many(line.quantity, line.product.lead_time_days, begins)
            if not line.slots or looms.leaves_on(line.slots, queue.days) > line.promise.ships_on:
                raise PlacingRefused(
                    _("“%(name)s” tidak dapat berangkat %(day)s lagi: antreannya baru saja terisi.")
                    % {"name": line.product.name, "day": days.day(line.promise.ships_on)}
                )
