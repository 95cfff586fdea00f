"""What is true of an order's payment, for its page: read from the database alone, whatever an address claims."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.models import OrderStatus
from orders.payments.channels import in_words
from orders.payments.how_to_pay import HowToPay, how_to_pay
from orders.payments.models import AttemptStatus, PaymentAttempt

# What a buyer hears after pressing a button, by the name that travels in the address (`?kabar=`): tone and sentence.
NEWS = {
    "belum-terbuka": (
        "brick",
        _(
            "Halaman pembayaran belum dapat dibuka. Pesanan dan barang Anda tetap tersimpan; coba lagi sebentar lagi."
        ),
    ),
    "tak-terjangkau": (
        "amber",
        _(
            "Midtrans belum dapat kami tanya. Jika Anda sudah membayar, uang Anda tercatat; periksa lagi sebentar lagi."
        ),
    ),
    "belum-masuk": (
        "amber",
        _(
            "Pembayaran Anda belum masuk. Biasanya perlu beberapa detik sampai beberapa menit sesudah Anda membayar."
        ),
    ),
    "belum-batal": (
        "brick",
        _("Pesanan belum dapat dibatalkan karena Midtrans tidak dapat dihubungi. Coba lagi sebentar lagi."),
    ),
}


class Stage(TextChoices):
    """Where the payment of an order stands; nothing to show of it once the order is paid or cancelled."""

    TO_START = "to_start"
    CHOSEN = "chosen"
    DENIED = "denied"
    REVERSED = "reversed"
    LAPSED = "lapsed"
    CHALLENGED = "challenged"
    OVERDUE = "overdue"
    CLOSED = "closed"


# Nobody is paying by any way now: the buyer can begin.
FREE = {Stage.TO_START, Stage.DENIED, Stage.REVERSED, Stage.LAPSED}


@dataclass(frozen=True)
class PaymentFacts:
    stage: Stage
    how: HowToPay | None = None
    until: datetime | None = None
    # What the payment page that was opened offers, in words; empty before.
    ways: str = ""

    @property
    def can_pay(self):
        return self.stage in FREE

    @property
    def can_check(self):
        return self.stage in (Stage.CHOSEN, Stage.CHALLENGED, Stage.OVERDUE)

    @property
    def can_cancel(self):
        return self.stage in FREE | {Stage.CHOSEN}

    @property
    def seconds_left(self) -> int:
        """Until the order, or the way to pay that was chosen, runs out; rounded up, so that zero is really over."""
        return int((self.until - timezone.now()).total_seconds()) + 1 if self.until else 0


def facts_of(order, attempts: list[PaymentAttempt]) -> PaymentFacts:
    """`attempts` are all of the order's, oldest first."""
    if order.status != OrderStatus.AWAITING_PAYMENT:
        return PaymentFacts(Stage.CLOSED)
    if any(attempt.status == AttemptStatus.CHALLENGED for attempt in attempts):
        return PaymentFacts(Stage.CHALLENGED)
    if order.expires_at <= timezone.now():
        return PaymentFacts(Stage.OVERDUE)
    latest = attempts[-1] if attempts else None
    how = how_to_pay(latest) if latest and latest.status == AttemptStatus.PENDING else None
    if how and not how.is_over:
        return PaymentFacts(Stage.CHOSEN, how, how.until)
    ways = in_words(latest.offered) if latest else ""
    return PaymentFacts(_stage_without_a_way(latest, how), until=order.expires_at, ways=ways)


def _stage_without_a_way(latest, how):
    if latest and latest.settled_at:
        return Stage.REVERSED
    if latest and latest.status == AttemptStatus.DENIED:
        return Stage.DENIED
    if how or (latest and latest.status == AttemptStatus.EXPIRED):
        return Stage.LAPSED
    return Stage.TO_START


def key_of(order, latest: PaymentAttempt | None) -> str:
    """Changes whenever the page of an unpaid order would say something else."""
    if latest is None:
        return order.status
    return f"{order.status}.{latest.pk}.{latest.status}.{latest.channel}"
