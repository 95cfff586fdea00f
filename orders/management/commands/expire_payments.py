from django.core.management.base import BaseCommand

from orders.payments.checking import expire


class Command(BaseCommand):
    help = "Cancels what ran out of time; safe at any moment, concurrently."

    def handle(self, **_options):
        counts = expire()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())) or "nothing to do")
