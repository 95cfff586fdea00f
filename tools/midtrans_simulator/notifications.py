"""Writing notifications and deciding when they go out again (Midtrans: HTTP(S) notification)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction as database

from tools.midtrans_simulator import bodies, clock, clockwork, faults
from tools.midtrans_simulator.models import Delivery, Notification

# Midtrans: "retries": how many follow each answer; whatever is not listed, no answer included, gets all five.
RETRIES = {500: 1, 503: 4, 400: 2, 404: 2, 301: 0, 302: 0, 303: 0}
MOST_AT_ONCE = 16


@database.atomic
def announce(transaction):
    """Tell the shop how the transaction stands."""
    notification = Notification.objects.create(
        transaction=transaction, made_at=clock.now(), body=bodies.notice(transaction)
    )
    send(notification)


@database.atomic
def send(notification, times=1):
    """Put a notification on its way to each address of its page, `times` at once; again, if it went before."""
    is_lost = faults.position("kabar") == faults.LOST
    due_at = None if is_lost else clock.now()
    for url in notification.transaction.page.notification_urls * times:
        Delivery.objects.create(notification=notification, url=url, due_at=due_at, is_lost=is_lost)
    database.on_commit(clockwork.wake)


def addresses(headers) -> list[str]:
    """Midtrans: X-Override-Notification replaces the address of the account, X-Append-Notification adds to it."""
    override = _listed(headers.get("X-Override-Notification", ""))
    return (override or [settings.SIMULATOR.notification_url]) + _listed(
        headers.get("X-Append-Notification", "")
    )


def _listed(header):
    return [url.strip() for url in header.split(",") if url.strip()]


def wait_before_retry(answer, tries) -> timedelta | None:
    """How long until the next try after `tries` of them, the last one answered `answer`; None: there is none."""
    allowed = 0 if answer and 200 <= answer < 300 else RETRIES.get(answer, 5)
    intervals = settings.SIMULATOR.retry_seconds
    if tries > min(allowed, len(intervals)):
        return None
    return timedelta(seconds=intervals[tries - 1])
