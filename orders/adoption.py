"""Orders placed without an account become those of the account whose owner proved to own the e-mail address."""

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from orders.models import Order


def adopt_orders(user) -> int:
    """Give the account every guest's order with an e-mail address that it has proved; returns how many."""
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list(Lower("email"))
    orders = Order.objects.filter(user=None).alias(buyer=Lower("guest_email")).filter(buyer__in=proved)
    return orders.update(user=user)
