"""What happens by itself, in the background: things run out of time, and notifications are sent."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

logger = logging.getLogger(__name__)
SENDERS = 16
_bell = threading.Event()
_under_way = set()


def start():
    threading.Thread(target=_run, args=[ThreadPoolExecutor(SENDERS)], daemon=True).start()


def wake():
    """Something may have become due."""
    _bell.set()


def _run(senders):
    while True:
        _bell.clear()
        try:
            pause = _turn(senders)
        except Exception:
            # The next turn starts from what is written down; one failure must not stop the clock.
            logger.exception("a turn of the simulator's clock failed")
            pause = 1
        finally:
            connection.close()
        _bell.wait(pause)


def _turn(senders):
    """Do what is due; gives the seconds until the next thing is, or None."""
    from tools.midtrans_simulator import clock, sending, transactions
    from tools.midtrans_simulator.models import Delivery, Transaction

    transactions.do_what_is_due()
    now = clock.now()
    waiting = Delivery.objects.filter(due_at__isnull=False).exclude(pk__in=list(_under_way))
    for delivery in waiting.filter(due_at__lte=now).order_by("pk"):
        _under_way.add(delivery.pk)
        senders.submit(_deliver, sending.deliver, delivery.pk)
    later = [
        *waiting.filter(due_at__gt=now).order_by("due_at").values_list("due_at", flat=True)[:1],
        *Transaction.objects.filter(due_at__gt=now).order_by("due_at").values_list("due_at", flat=True)[:1],
    ]
    return (min(later) - now).total_seconds() if later else None


def _deliver(deliver, pk):
    try:
        deliver(pk)
    except Exception:
        logger.exception("a notification could not be sent")
    finally:
        connection.close()
        _under_way.discard(pk)
        wake()
