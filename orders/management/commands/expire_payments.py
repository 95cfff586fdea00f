from django.core.management.base import BaseCommand

from orders.payments.rounds import expire_overdue, in_words


class Command(BaseCommand):
    help = "Cancels what ran out of time; safe at any moment, concurrently."

    def handle(self, **_options):
        self.stdout.write(in_words(expire_overdue()))
