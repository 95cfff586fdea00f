"""Reading an answer of Midtrans' status API (Midtrans: GET status). Nothing in it is taken for granted."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from zoneinfo import ZoneInfo

MIDTRANS_ZONE = ZoneInfo("Asia/Jakarta")
# What a buyer needs to pay: a VA number, a bill, a code for the till, a QR.
HOW_TO_PAY = (
    "va_numbers", "permata_va_number", "biller_code", "bill_key", "payment_code", "store", "qr_string", "actions",
    "expiry_time",
)  # fmt: skip
MOST_RUPIAH = 10**12


@dataclass(frozen=True)
class Answer:
    body: dict

    @cached_property
    def state(self) -> str:
        """Some wallets are documented in capitals."""
        return self._text("transaction_status").lower()

    @cached_property
    def transaction_id(self) -> str:
        return self._text("transaction_id")[:64]

    @property
    def is_paid(self) -> bool:
        """Settled, or captured and found innocent: a denied card can say "accept" too, and a code says little alone."""
        has_money = self.state == "settlement" or (self.state == "capture" and self._fraud == "accept")
        return has_money and self._text("status_code") == "200"

    @property
    def is_challenged(self) -> bool:
        """Captured, but a person at the shop's Midtrans account has to look at it first."""
        return self.state == "capture" and self._fraud in ("challenge", "")

    @property
    def is_denied(self) -> bool:
        return self.state in ("deny", "failure") or (self.state == "capture" and self._fraud == "deny")

    @property
    def amount(self) -> Decimal | None:
        return _amount(self.body.get("gross_amount"))

    @property
    def price_tag(self) -> str:
        """Amount and currency as they were told, for people."""
        return f"{self._text('currency')} {self._text('gross_amount')}"[:60].strip()

    def is_about(self, attempt) -> bool:
        """The same attempt, in rupiah, to the rupiah. Some documented samples leave out the currency."""
        return (
            self.body.get("order_id") == attempt.midtrans_order_id
            and self.body.get("currency", "IDR") == "IDR"
            and self.amount == attempt.amount
        )

    @property
    def channel(self) -> str:
        """bca_va, mandiri_va, qris, gopay, alfamart, credit_card …: the name Snap uses for the way to pay."""
        kind = self._text("payment_type").lower()
        if kind == "bank_transfer":
            return f"{self._bank}_va"
        if kind == "cstore":
            return self._text("store").lower()[:40] or kind
        return kind[:40]

    @property
    def instructions(self) -> dict:
        return {name: self.body[name] for name in HOW_TO_PAY if self.body.get(name)}

    @property
    def expires_at(self) -> datetime | None:
        """When the chosen way to pay runs out; it may be sooner than the order. Midtrans tells Jakarta's time."""
        try:
            return datetime.strptime(self._text("expiry_time"), "%Y-%m-%d %H:%M:%S").replace(
                tzinfo=MIDTRANS_ZONE
            )
        except ValueError:
            return None

    @property
    def refunds(self) -> list[tuple[str, Decimal]]:
        """Key and amount of each refund; what cannot be read is left out, the answer itself is kept."""
        listed = self.body.get("refunds")
        rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        pairs = [(str(row.get("refund_key") or ""), _amount(row.get("refund_amount"))) for row in rows]
        return [(key[:64], amount) for key, amount in pairs if key and amount]

    @property
    def _bank(self):
        if self.body.get("permata_va_number"):
            return "permata"
        numbers = self.body.get("va_numbers")
        first = numbers[0] if isinstance(numbers, list) and numbers else {}
        return str(first.get("bank", "other"))[:30].lower() if isinstance(first, dict) else "other"

    @property
    def _fraud(self):
        """Missing for ways to pay that know no fraud check."""
        return self._text("fraud_status").lower()

    def _text(self, name):
        value = self.body.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)


def _amount(value) -> Decimal | None:
    """Whole rupiah as Midtrans writes them ("10000.00"), or None."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 < amount < MOST_RUPIAH or amount != int(amount):
        return None
    return Decimal(int(amount))
