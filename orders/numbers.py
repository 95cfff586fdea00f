"""Order numbers: short, unique, and silent about how many orders there are."""

from django.db import connection
from sqids import Sqids

# No vowels (no accidental words) and nothing that is misread over the telephone.
ALPHABET = "K7RXW3HPT9CM4NFD6QJVGY"
_sqids = Sqids(alphabet=ALPHABET, min_length=7)


def next_order_number() -> str:
    """A number nobody had before, like "SC-K7RXW3H"; out of a sequence, so that two orders never meet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('order_number_seq')")
        return f"SC-{_sqids.encode([cursor.fetchone()[0]])}"
