"""Baskets follow their owner: joined on login, out of sight after logout."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from orders.basket.middleware import forget


@receiver(user_logged_in)
def join_baskets(sender, request, user, **kwargs):
    """Look at the basket once, so that already the answer to the login shows how full the joined one is."""
    if hasattr(request, "basket") and not user.is_staff:
        bool(request.basket.pk)


@receiver(user_logged_out)
def forget_basket(sender, request, **kwargs):
    if hasattr(request, "basket"):
        forget(request)
