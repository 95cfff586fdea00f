from oscar.apps.order.apps import OrderConfig


class OrdersConfig(OrderConfig):
    name = "orders"

    def ready(self):
        from orders import receivers  # noqa: F401
