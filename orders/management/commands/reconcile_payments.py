from django.core.management.base import BaseCommand

from orders.payments.checking import reconcile


class Command(BaseCommand):
    help = "Asks Midtrans about every open attempt and applies the answers."

    def handle(self, **_options):
        counts = reconcile()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())) or "nothing to do")
