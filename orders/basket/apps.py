from oscar.apps.basket.apps import BasketConfig


class BasketConfig(BasketConfig):
    name = "orders.basket"

    def ready(self):
        """Oscar's own views are not used, so they are not loaded."""

    def get_urls(self):
        return []
