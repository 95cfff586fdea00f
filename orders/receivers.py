"""Orders follow their buyer into the account: when an address is proved, and whenever its owner comes back."""

from allauth.account.signals import email_confirmed, user_logged_in
from django.dispatch import receiver

from orders.adoption import adopt_orders


@receiver(email_confirmed)
def adopt_on_proof(sender, email_address, **kwargs):
    adopt_orders(email_address.user)


@receiver(user_logged_in)
def adopt_on_return(sender, user, **kwargs):
    adopt_orders(user)
