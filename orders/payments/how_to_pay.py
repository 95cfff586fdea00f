"""What a buyer needs to pay by the way they chose: number, bill, code or QR, and until when it is good.

It comes from Midtrans' status, so every value is checked before it is shown.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from django.utils import timezone
from django.utils.translation import gettext as _

from orders.payments import channels
from orders.payments.answers import Answer

# Numbers are typed into other apps: anything but letters, digits and hyphens is no number.
NUMBER = re.compile(r"[A-Za-z0-9-]{3,40}")
# A QRIS text has some hundred signs; far more is not one, and would not be readable on a phone.
LONGEST_QR = 700
SHORT = 6
SHORTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Number:
    """Something to copy: what it is, how it reads, and what is copied."""

    name: str
    shown: str
    value: str


@dataclass(frozen=True)
class HowToPay:
    name: str
    numbers: list[Number]
    qr_text: str
    steps: list[str]
    page: str  # Midtrans' own page of this payment, or empty
    until: datetime
    is_shorter: bool  # it ends well before the order does: another way can be chosen then

    @property
    def is_over(self):
        return self.until <= timezone.now()

    @property
    def needs_page(self):
        """Whether only Midtrans' page can lead further."""
        return not (self.numbers or self.qr_text)

    @property
    def qr(self) -> str:
        """The QR as an SVG, always dark on white, or an empty string."""
        return drawn(self.qr_text).svg_inline(**SVG) if self.qr_text else ""


SVG = {
    "border": 4,
    "dark": "#000",
    "light": "#fff",
    "omitsize": True,
    "svgclass": "qr-code",
    "lineclass": None,
}


def drawn(text: str):
    return segno.make(text, error="m", micro=False)


def how_to_pay(attempt) -> HowToPay | None:
    """None as long as no way to pay was chosen on Midtrans' page."""
    if not attempt.channel:
        return None
    told = attempt.instructions if isinstance(attempt.instructions, dict) else {}
    numbers, qr_text = _numbers(told), _qr_text(told)
    until = min(Answer(told).expires_at or attempt.expires_at, attempt.expires_at)
    return HowToPay(
        name=channels.name_of(attempt.channel),
        numbers=numbers,
        qr_text=qr_text,
        steps=channels.steps_of(attempt.channel) if numbers or qr_text else [],
        page=attempt.redirect_url,
        until=until,
        is_shorter=until < attempt.expires_at - SHORTER,
    )


def _numbers(told):
    va = told.get("va_numbers")
    first = va[0] if isinstance(va, list) and va and isinstance(va[0], dict) else {}
    named = [
        (_("Nomor virtual account"), first.get("va_number") or told.get("permata_va_number")),
        (_("Kode perusahaan"), told.get("biller_code")),
        (_("Kode bayar"), told.get("bill_key") or told.get("payment_code")),
    ]
    return [
        Number(name, _grouped(value), value)
        for name, value in named
        if isinstance(value, str) and NUMBER.fullmatch(value)
    ]


def _grouped(number):
    """In fours, as people read a long number from one screen into another."""
    if len(number) <= SHORT:
        return number
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def _qr_text(told):
    text = told.get("qr_string")
    return text if isinstance(text, str) and 0 < len(text) <= LONGEST_QR else ""
