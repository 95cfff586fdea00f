"""What can go wrong between us and Midtrans. Texts of gateway errors are for the log, never for a shopper."""


class GatewayError(Exception):
    """Midtrans did not do what was asked."""


class GatewayUnavailable(GatewayError):
    """No usable answer: unreachable, too slow, at fault, too busy, or not speaking JSON. Asking again may help."""


class GatewayRefused(GatewayError):
    """Midtrans understood and said no; `code` is its status code, like 404, 406 or 412, `reasons` its words."""

    def __init__(self, code: int, reasons=()):
        self.code, self.reasons = code, tuple(reasons)
        super().__init__(f"refused with {code} {'; '.join(self.reasons)}"[:300].strip())


class PaymentNotStarted(Exception):
    """The order stands and its goods are reserved, but no payment page could be opened; it can be tried again."""


class NothingToPay(Exception):
    """The order is paid, cancelled or past its deadline."""


class CancelRefused(Exception):
    """Midtrans cannot be told now that nobody shall pay this order any more, so it is not cancelled."""
