"""What can go wrong between us and Midtrans. Their texts may hold secrets: they are logged by kind, never shown."""


class GatewayUnavailable(Exception):
    """No usable answer (network, time out, 5xx, too many requests, not JSON): try again later."""


class GatewayRefused(Exception):
    """Midtrans understood and said no; `code` is its status code, like 404, 406 or 412."""

    def __init__(self, code: int, reasons=()):
        super().__init__(f"Midtrans refused with {code}")
        self.code = code
        self.reasons = tuple(reasons)


class PaymentNotStarted(Exception):
    """The order stands and its goods are reserved, but the payment page could not be opened; it can be tried again."""
