from oscar.apps.order.apps import OrderConfig


class OrdersConfig(OrderConfig):
    name = "orders"

    def ready(self):
        from orders import delays, receivers  # noqa: F401
