from oscar.apps.basket.apps import BasketConfig


class BasketConfig(BasketConfig):
    name = "orders.basket"

    def ready(self):
        """Oscar's own views are not used, so only our receivers are loaded."""
        from orders.basket import receivers  # noqa: F401

    def get_urls(self):
        return []
