"""What the worker does by the clock, beside its tasks: rounds that are safe at any moment, and twice at once."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalog.capacity import oven
from orders import mails, receipt, round_book
from orders.payments import pickups, rounds

logger = logging.getLogger(__name__)
# Every task of ours may run twice and takes seconds: one that "runs" for this long died with its worker.
LOST_AFTER = timedelta(minutes=15)
DAY = 24 * 60 * 60
LOOK_AGAIN = 30


@dataclass(frozen=True)
class Round:
    """`seconds` pass between two turns, counted over all workers together; `words` name it to staff."""

    name: str
    seconds: int
    run: Callable[[], object]
    words: str = ""


def rounds_of_this_shop() -> list[Round]:
    return [
        Round(
            "expire-payments",
            settings.PAYMENT_EXPIRE_EVERY,
            rounds.expire_overdue,
            _("Membatalkan pesanan yang lewat batas bayar"),
        ),
        Round(
            "reconcile-payments",
            settings.PAYMENT_RECONCILE_EVERY,
            rounds.reconcile_due,
            _("Menanyakan pembayaran yang belum masuk kepada Midtrans"),
        ),
        Round(
            "reconcile-all-payments",
            DAY,
            rounds.reconcile_recent,
            _("Mencocokkan semua pembayaran sebulan terakhir dengan Midtrans"),
        ),
        Round("open-oven-days", 60 * 60, oven.open_days, _("Membuka hari produksi berikutnya")),
        Round("close-oven-days", 5 * 60, oven.close_due, _("Menutup produksi yang lewat batas pesannya")),
        Round(
            "remind-of-pickups", 10 * 60, pickups.remind_due, _("Mengingatkan pembeli yang mengambil besok")
        ),
        Round("end-missed-pickups", 60 * 60, pickups.end_missed, _("Mengakhiri pesanan yang tidak diambil")),
        Round(
            "take-as-received",
            60 * 60,
            receipt.take_as_received,
            _("Menganggap paket yang lama tiba sebagai diterima"),
        ),
        Round("resend-mails", 5 * 60, mails.resend_unsent, _("Mengirim ulang surat yang gagal")),
        Round(
            "take-up-lost-tasks",
            60,
            take_up_lost_tasks,
            _("Melanjutkan tugas yang terputus bersama pekerjanya"),
        ),
        Round(
            "clear-sessions",
            DAY,
            lambda: call_command("clearsessions"),
            _("Menghapus sesi yang sudah berakhir"),
        ),
        Round(
            "clear-finished-tasks", DAY, clear_finished_tasks, _("Menghapus catatan tugas yang sudah lama")
        ),
    ]


def take_up_lost_tasks() -> int:
    """Put back into the queue what a killed worker had begun; returns how many."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    return lost.update(status=TaskResultStatus.READY, started_at=None)


def clear_finished_tasks():
    call_command("prune_db_task_results", min_age_days=7, failed_min_age_days=30, verbosity=0)


class Timetable(threading.Thread):
    """Runs each round when its time has come, in a thread of its own, until `stop`."""

    def __init__(self, rounds, tick=1.0):
        super().__init__(name="timetable", daemon=True)
        self._tick = tick
        self._due = dict.fromkeys(rounds, 0.0)
        self._stopping = threading.Event()

    def run(self):
        while not self._stopping.wait(self._tick):
            for each, due in self._due.items():
                if due <= time.monotonic() and not self._stopping.is_set():
                    self._due[each] = time.monotonic() + min(each.seconds, LOOK_AGAIN)
                    self._take(each)
            close_old_connections()
        connection.close()

    def stop(self):
        self._stopping.set()
        self.join(timeout=4)

    def _take(self, each):
        """Of several workers one takes the turn: who sets the mark, which stands until the next turn is due."""
        try:
            if not cache.add(f"round:{each.name}", True, timeout=each.seconds):
                return
            round_book.began(each.name)
            round_book.succeeded(each.name, each.run())
        except Exception as error:
            # The next turn comes anyhow; the other rounds must not wait for a person.
            logger.exception("%s", each.name)
            connection.close()
            round_book.failed(each.name, error)
