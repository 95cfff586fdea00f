"""The ways to pay (Midtrans: enabled_payments, and the samples of each way's notification)."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tools.midtrans_simulator.qris import qr_string

DAY, QUARTER_HOUR = 24 * 60, 15
ACCOUNT, CARD, WALLET, COUNTER = "Virtual account", "Kartu", "Dompet digital", "Gerai"
ICONS = {"QRIS": "qr-code", ACCOUNT: "landmark", CARD: "credit-card", WALLET: "wallet", COUNTER: "store"}
WHOLE, PART = "whole", "part"


@dataclass(frozen=True)
class Channel:
    code: str
    label: str
    hint: str
    group: str
    payment_type: str
    # What the customer needs to know to pay, for an amount.
    details: Callable[[int], dict]
    alias: str = ""
    # How long the customer has when the shop sent no `expiry`.
    minutes: int = DAY
    # Midtrans: refund API. Virtual accounts and counters know none, some wallets only the whole.
    refunds: tuple[str, ...] = ()
    # Midtrans: a settlement of these may be taken back within minutes ("deny" after "settlement").
    can_be_reversed: bool = False
    has_fraud_status: bool = True

    @property
    def spoken(self):
        """The label within a sentence: the card's is no name."""
        return self.label.lower() if self.group == CARD else self.label

    @property
    def icon(self):
        return ICONS[self.group]


def _digits(count):
    # Numbers to look at, not secrets.
    return "".join(random.choices("0123456789", k=count))  # noqa: S311


def _qris(amount):
    return {"acquirer": "gopay", "transaction_type": "off-us", "qr_string": qr_string(amount, _digits(10))}


def _bank(code, label, prefix, length):
    def details(amount):
        number = prefix + _digits(length - len(prefix))
        return {"va_numbers": [{"bank": code, "va_number": number}], "payment_amounts": []}

    hint = "Transfer ke nomor virtual account"
    return Channel(f"{code}_va", label, hint, ACCOUNT, "bank_transfer", details, alias="bank_transfer")


def _mandiri(amount):
    return {"biller_code": "70012", "bill_key": _digits(12)}


def _permata(amount):
    return {"permata_va_number": "8562" + _digits(12)}


def _card(amount):
    return {"masked_card": "48111111-1114", "bank": "bni", "card_type": "credit"}


def _wallet(code, label, **options):
    hint = "Setujui di aplikasi"
    return Channel(code, label, hint, WALLET, code, lambda amount: {}, minutes=QUARTER_HOUR, **options)


def _counter(store, label, length, **options):
    def details(amount):
        return {"store": store, "payment_code": _digits(length)}

    options |= {"alias": "cstore", "has_fraud_status": False}
    return Channel(store, label, "Tunjukkan kode kepada kasir", COUNTER, "cstore", details, **options)


_ALL = (
    Channel(
        "other_qris", "QRIS", "Pindai dengan aplikasi bank atau dompet digital", "QRIS", "qris", _qris,
        alias="qris", minutes=QUARTER_HOUR, refunds=(WHOLE, PART),
    ),
    _bank("bca", "BCA", "12345", 11),
    _bank("bni", "BNI", "9882", 16),
    _bank("bri", "BRI", "26215", 18),
    Channel(
        "echannel", "Mandiri", "Bayar tagihan dengan kode perusahaan", ACCOUNT, "echannel", _mandiri,
        can_be_reversed=True,
    ),
    Channel(
        "permata_va", "Permata", "Transfer ke nomor virtual account", ACCOUNT, "bank_transfer", _permata,
        alias="bank_transfer", can_be_reversed=True,
    ),
    Channel(
        "credit_card", "Kartu kredit atau debit", "Kartu contoh, tidak ada yang perlu diketik", CARD,
        "credit_card", _card, refunds=(WHOLE, PART),
    ),
    _wallet("gopay", "GoPay", refunds=(WHOLE, PART)),
    _wallet("shopeepay", "ShopeePay", refunds=(WHOLE,)),
    _counter("indomaret", "Indomaret", 14, can_be_reversed=True),
    _counter("alfamart", "Alfamart", 16),
)  # fmt: skip
CHANNELS = {channel.code: channel for channel in _ALL}


def offered(enabled_payments) -> list[Channel]:
    """Those the shop asked for, by name or alias; all when it asked for none (Midtrans: all active ones)."""
    if not enabled_payments:
        return list(_ALL)
    return [channel for channel in _ALL if {channel.code, channel.alias} & set(enabled_payments)]
