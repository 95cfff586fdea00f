"""The way from the basket to an order in three pages, for guests and registered buyers alike."""

from orders.checkout.views.address import address
from orders.checkout.views.review import review
from orders.checkout.views.shipping import shipping

__all__ = ["address", "review", "shipping"]
