from oscar.apps.payment.apps import PaymentConfig


class PaymentsConfig(PaymentConfig):
    name = "orders.payments"

    def ready(self):
        """Oscar's own views are not used, so they are not loaded."""

    def get_urls(self):
        return []
