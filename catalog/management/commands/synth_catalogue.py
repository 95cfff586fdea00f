from time import monotonic

from django.core.management.base import BaseCommand, CommandError

from catalog.demo import synthetic


class Command(BaseCommand):
    help = "Brings the number of synthetic products up to N, over 100 synthetic UPTs, for benchmarks."

    def add_arguments(self, parser):
        parser.add_argument("--products", type=int, required=True, metavar="N")

    def handle(self, products, **options):
        if not 0 <= products <= 1_000_000:
            raise CommandError("--products takes a number from 0 to 1000000.")
        began = monotonic()
        added = synthetic.load(products)
        self.stdout.write(f"{added} synthetic products added in {monotonic() - began:.1f} s.")
