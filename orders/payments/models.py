"""Money: attempts to pay an order through Midtrans, what arrived, and what must go back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.payments import channels
from orders.payments.querysets import PaymentAttemptQuerySet


class AttemptStatus(models.TextChoices):
    PENDING = "pending", _("Menunggu pembayaran")
    CHALLENGED = "challenged", _("Diperiksa bank")
    SETTLED = "settled", _("Dibayar")
    DENIED = "denied", _("Ditolak")
    EXPIRED = "expired", _("Kedaluwarsa")
    CANCELLED = "cancelled", _("Dibatalkan")
    PARTLY_REFUNDED = "partly_refunded", _("Sebagian dikembalikan")
    REFUNDED = "refunded", _("Dikembalikan")


class PaymentChannel(models.Model):
    """A way to pay that staff can switch on and off, by the name Snap knows it by (Snap: `enabled_payments`).

    What it is called and of which kind it is, follows from the code: `orders.payments.channels`.
    """

    code = models.CharField(_("Kode Midtrans"), max_length=40, unique=True)
    is_enabled = models.BooleanField(_("Ditawarkan"), default=False)
    # Midtrans' page lists them in this order.
    position = models.PositiveSmallIntegerField(_("Urutan"), unique=True)

    class Meta:
        verbose_name = _("Cara bayar")
        verbose_name_plural = pgettext_lazy("banyak", "Cara bayar")
        ordering = ["position"]

    def __str__(self):
        return channels.name_of(self.code)


class PaymentAttempt(models.Model):
    """One try to pay an order: one Midtrans `order_id`, committed before Midtrans is called."""

    order = models.ForeignKey(
        "order.Order", verbose_name=_("Pesanan"), related_name="attempts", on_delete=models.PROTECT
    )
    midtrans_order_id = models.CharField(_("Nomor di Midtrans"), max_length=50, unique=True)
    amount = models.DecimalField(_("Jumlah"), max_digits=12, decimal_places=0)
    status = models.CharField(
        _("Status"), max_length=16, choices=AttemptStatus, default=AttemptStatus.PENDING
    )
    snap_token = models.CharField(max_length=64, blank=True, editable=False)
    redirect_url = models.URLField(_("Halaman bayar"), max_length=500, blank=True)
    # The ways to pay that were on when its page was opened: that page goes on offering them.
    offered = models.JSONField(_("Cara bayar yang ditawarkan"), default=list, blank=True)
    transaction_id = models.CharField(_("Nomor transaksi"), max_length=64, blank=True)
    channel = models.CharField(_("Cara bayar"), max_length=40, blank=True)
    # What the buyer needs to pay: VA number, QR text, payment code, as Midtrans' status named them.
    instructions = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("Dibuat"), auto_now_add=True)
    expires_at = models.DateTimeField(_("Batas bayar"))
    settled_at = models.DateTimeField(_("Dibayar pada"), null=True, blank=True)
    checked_at = models.DateTimeField(_("Terakhir diperiksa"), null=True, blank=True)

    objects = PaymentAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("Percobaan bayar")
        verbose_name_plural = pgettext_lazy("banyak", "Percobaan bayar")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="attempt_asks_for_money"),
            # A second way to pay while the first is open would let a buyer pay twice.
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(status__in=("pending", "challenged")),
                name="attempt_one_open_an_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["checked_at"],
                condition=Q(status__in=("pending", "challenged")),
                name="attempt_open_by_check",
            )
        ]

    def __str__(self):
        return self.midtrans_order_id


class PaymentRecord(models.Model):
    """Money that moved, once a kind and transaction: the unique row is what makes notifications idempotent."""

    class Kind(models.TextChoices):
        SETTLEMENT = "settlement", _("Uang masuk")
        REVERSAL = "reversal", _("Uang ditarik kembali")
        REFUND = "refund", _("Pengembalian")

    attempt = models.ForeignKey(PaymentAttempt, related_name="records", on_delete=models.PROTECT)
    kind = models.CharField(_("Jenis"), max_length=10, choices=Kind)
    transaction_id = models.CharField(_("Nomor transaksi"), max_length=64)
    reference = models.CharField(max_length=64, blank=True)
    amount = models.DecimalField(_("Jumlah"), max_digits=12, decimal_places=0)
    at = models.DateTimeField(_("Dicatat"), auto_now_add=True)

    class Meta:
        verbose_name = _("Catatan uang")
        verbose_name_plural = pgettext_lazy("banyak", "Catatan uang")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "transaction_id", "kind", "reference"], name="payment_booked_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_record_has_amount"),
        ]

    def __str__(self):
        return f"{self.kind} {self.amount}"


class Notification(models.Model):
    """A genuine message from Midtrans, or an answer we asked for, and what came of it."""

    attempt = models.ForeignKey(PaymentAttempt, related_name="notifications", on_delete=models.PROTECT)
    source = models.CharField(
        max_length=12, choices=[("message", _("Pemberitahuan")), ("check", _("Pemeriksaan"))]
    )
    transaction_status = models.CharField(_("Status Midtrans"), max_length=30)
    status_response = models.JSONField(default=dict)
    outcome = models.CharField(_("Hasil"), max_length=60)
    received_at = models.DateTimeField(_("Diterima"), auto_now_add=True)

    class Meta:
        verbose_name = _("Kabar Midtrans")
        verbose_name_plural = _("Kabar Midtrans")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.transaction_status}: {self.outcome}"


class RefundCase(models.Model):
    """Money that must go back and waits for a person: nothing is silently kept. `part`: of that one alone."""

    class Reason(models.TextChoices):
        LATE = "late", _("Dibayar sesudah pesanan batal, stok habis")
        DOUBLE = "double", _("Dibayar dua kali")
        WRONG_AMOUNT = "wrong_amount", _("Jumlah atau mata uang berbeda")
        REVERSED = "reversed", _("Pembayaran ditarik kembali oleh bank")
        CHARGEBACK = "chargeback", _("Sanggahan pemegang kartu")
        WITHDRAWN = "withdrawn", _("Dibatalkan pembeli sebelum dikerjakan")
        NO_SHOW = "no_show", _("Tidak diambil pembeli")

    attempt = models.ForeignKey(PaymentAttempt, related_name="refund_cases", on_delete=models.PROTECT)
    reason = models.CharField(_("Sebab"), max_length=14, choices=Reason)
    part = models.ForeignKey(
        "order.UptOrder",
        verbose_name=_("Bagian UPT"),
        related_name="refund_cases",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    amount = models.DecimalField(_("Jumlah"), max_digits=12, decimal_places=0)
    opened_at = models.DateTimeField(_("Dibuka"), auto_now_add=True)
    closed_at = models.DateTimeField(_("Selesai"), null=True, blank=True)
    note = models.CharField(_("Catatan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Pengembalian dana")
        verbose_name_plural = pgettext_lazy("banyak", "Pengembalian dana")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "reason", "part"], name="refund_case_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"{self.attempt}: {self.get_reason_display()}"


from oscar.apps.payment.models import *  # noqa: E402,F403,I001
