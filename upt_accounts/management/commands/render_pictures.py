from django.core.management.base import BaseCommand

from upt_accounts.pictures.tasks import render_all_missing


class Command(BaseCommand):
    help = "Queues every picture that lacks renditions, after a worker was killed or a new size was added."

    def handle(self, **options):
        self.stdout.write(f"{render_all_missing()} pictures queued.")
