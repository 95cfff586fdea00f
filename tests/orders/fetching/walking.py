"""A buyer who fetches: through the checkout to the review, as a browser without scripts would go."""

from datetime import timedelta

from orders.models import Order
from tests.factories.pickup import window_of
from tests.orders.checkout.walking import REVIEW, SHIPPING, go_to_shipping, pay

PICKUP = "ambil"


def choose(client, district, product, window, **changes):
    """As far as sending the second page; `window` is one, or its code."""
    page = go_to_shipping(client, district, [product], **changes)
    [form] = page.context["forms"]
    code = getattr(window, "code", window)
    return client.post(SHIPPING, {f"kirim-{form.parcel.key}": PICKUP, f"jam-{form.parcel.key}": code})


def buy_and_fetch(client, district, product, window) -> Order:
    """The order, placed and not paid yet."""
    assert choose(client, district, product, window).url == REVIEW
    pay(client, client.get(REVIEW))
    return Order.objects.latest("pk")


def first_batch(product):
    """The first that takes orders at this moment."""
    return product.batches.taking_orders().order_by("day").first()


def first_window(outlet, product, days=0):
    """The morning window of the first batch that takes orders, or of so many days later."""
    return window_of(outlet, first_batch(product).day + timedelta(days=days))
