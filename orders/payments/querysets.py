"""How attempts to pay are found."""

from django.db import models
from django.db.models import Q

OPEN = ("pending", "challenged")


class PaymentAttemptQuerySet(models.QuerySet):
    def open(self):
        """Midtrans may still take money for these, as far as we know."""
        return self.filter(status__in=OPEN)

    def undecided(self):
        """The open ones, and denied ones of unpaid orders: a denied card may be followed by a VA on the same page."""
        return self.filter(Q(status__in=OPEN) | Q(status="denied", order__status="awaiting_payment"))

    def not_checked_since(self, moment):
        return self.filter(Q(checked_at__isnull=True, created_at__lt=moment) | Q(checked_at__lt=moment))
