from django.core.management.base import BaseCommand

from orders.payments.rounds import in_words, reconcile_open, reconcile_recent


class Command(BaseCommand):
    help = "Asks Midtrans about every open attempt and applies the answers."

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="also attempts of the last 30 days that have ended"
        )

    def handle(self, **options):
        self.stdout.write(in_words(reconcile_recent() if options["all"] else reconcile_open()))
