from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from orders.timetable import Timetable, rounds_of_this_shop


class Command(BaseCommand):
    help = (
        "Runs queued tasks (mails first, then pictures) and the rounds of the timetable, until told to stop."
    )

    def handle(self, **_options):
        worker = Worker(
            queue_names=["*"],
            interval=0.5,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        timetable = Timetable(rounds_of_this_shop())
        timetable.start()
        try:
            worker.run()
        finally:
            timetable.stop()
