"""What the simulator remembers."""
# ruff: noqa: DJ008 - no admin and no form shows these rows.

import uuid

from django.db import models


class Page(models.Model):
    """A Snap token and its payment page. Until a way to pay is chosen there is no transaction."""

    class Closed(models.TextChoices):
        BY_SHOP = "by_shop", "ditutup oleh toko"
        BY_NEWER = "by_newer", "digantikan halaman yang lebih baru"

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    order_id = models.CharField(max_length=50, db_index=True)
    amount = models.BigIntegerField()
    request = models.JSONField()
    notification_urls = models.JSONField()
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed = models.CharField(max_length=10, blank=True)
    closed_at = models.DateTimeField(null=True)

    @property
    def why_closed(self) -> str:
        return self.Closed(self.closed).label

    @property
    def latest(self):
        """The try to pay that counts: each has a transaction of its own, for the same order_id."""
        return self.transactions.order_by("-number").first()


class Status(models.TextChoices):
    """Midtrans: transaction_status."""

    PENDING = "pending", "Menunggu pembayaran"
    CAPTURE = "capture", "Dibayar dengan kartu"
    SETTLEMENT = "settlement", "Lunas"
    DENY = "deny", "Ditolak"
    CANCEL = "cancel", "Dibatalkan"
    EXPIRE = "expire", "Kedaluwarsa"
    REFUND = "refund", "Dikembalikan"
    PARTIAL_REFUND = "partial_refund", "Dikembalikan sebagian"
    CHARGEBACK = "chargeback", "Ditarik kembali bank"
    PARTIAL_CHARGEBACK = "partial_chargeback", "Ditarik kembali sebagian"


class Transaction(models.Model):
    number = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True, default=uuid.uuid4)
    page = models.ForeignKey(Page, models.CASCADE, related_name="transactions")
    channel = models.CharField(max_length=20)
    status = models.CharField(max_length=20, default=Status.PENDING)
    fraud_status = models.CharField(max_length=10, blank=True)
    details = models.JSONField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    # When the clock acts by itself: a pending one expires, a captured one settles.
    due_at = models.DateTimeField(null=True, db_index=True)

    @property
    def is_challenged(self):
        return self.status == Status.CAPTURE and self.fraud_status == "challenge"

    @property
    def state(self) -> tuple[str, str]:
        """For the pages: a name of its look, and the words."""
        if self.status != Status.CAPTURE:
            return self.status, Status(self.status).label
        return ("challenged", "Menunggu pemeriksaan") if self.is_challenged else ("accepted", "Dibayar")

    @property
    def refunded(self) -> int:
        return sum(refund.amount for refund in self.refunds.all())


class Refund(models.Model):
    transaction = models.ForeignKey(Transaction, models.CASCADE, related_name="refunds")
    key = models.CharField(max_length=100)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=255, blank=True)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["transaction", "key"], name="a_refund_key_is_used_once")
        ]


class Notification(models.Model):
    """What a shop was to be told, as it was when it happened."""

    transaction = models.ForeignKey(Transaction, models.CASCADE, related_name="notifications")
    made_at = models.DateTimeField()
    body = models.JSONField()


class Delivery(models.Model):
    """A notification on its way to one address, until no retry is due."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    url = models.URLField(max_length=500)
    due_at = models.DateTimeField(null=True, db_index=True)
    is_lost = models.BooleanField(default=False)


class Try(models.Model):
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    answer = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    @property
    def is_taken(self):
        return self.answer is not None and 200 <= self.answer < 300


class Setting(models.Model):
    """A switch of the desk."""

    name = models.CharField(primary_key=True, max_length=20)
    value = models.CharField(max_length=20)

    @classmethod
    def read(cls, name, default):
        return cls.objects.filter(pk=name).values_list("value", flat=True).first() or default

    @classmethod
    def write(cls, name, value):
        cls.objects.update_or_create(pk=name, defaults={"value": value})
