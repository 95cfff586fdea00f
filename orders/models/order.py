"""The order: what one buyer bought in one go, from however many UPTs, paid once."""

import secrets

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from oscar.apps.address.abstract_models import AbstractShippingAddress
from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder
from phonenumber_field.modelfields import PhoneNumberField

from catalog.choices import in_words
from catalog.models import Availability
from orders.addresses.models import IndonesianAddress
from orders.querysets import OrderQuerySet


class OrderStatus(models.TextChoices):
    """Derived from payments and the UPTs' parts (`orders.workflow.derive_status`); nobody sets it by hand."""

    AWAITING_PAYMENT = "awaiting_payment", _("Menunggu pembayaran")
    PAID = "paid", _("Dibayar")
    IN_PROGRESS = "in_progress", _("Diproses")
    COMPLETED = "completed", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")
    REFUND_DUE = "refund_due", _("Menunggu pengembalian dana")
    REFUNDED = "refunded", _("Dana dikembalikan")


class CancelReason(models.TextChoices):
    EXPIRED = "expired", _("Kedaluwarsa")
    BY_BUYER = "by_buyer", _("Dibatalkan pembeli")
    NO_SHOW = "no_show", _("Tidak diambil")


def new_token():
    return secrets.token_urlsafe(24)


def rupiah_field(name, **options):
    return models.DecimalField(name, max_digits=12, decimal_places=0, **options)


class Order(AbstractOrder):
    """`token` makes the order's page unguessable; a new one revokes the old link."""

    token = models.CharField(max_length=64, default=new_token, editable=False)
    language = models.CharField(_("Bahasa"), max_length=2, default="id")
    contact_name = models.CharField(_("Nama pemesan"), max_length=100)
    contact_phone = PhoneNumberField(_("Nomor HP"))
    guest_email = models.EmailField(_("E-mail"))
    expires_at = models.DateTimeField(_("Batas bayar"))
    paid_at = models.DateTimeField(_("Dibayar pada"), null=True, blank=True)
    cancel_reason = models.CharField(_("Sebab batal"), max_length=10, choices=CancelReason, blank=True)
    stock_released_at = models.DateTimeField(null=True, blank=True, editable=False)
    status = models.CharField(
        _("Status"), max_length=20, choices=OrderStatus, default=OrderStatus.AWAITING_PAYMENT, db_index=True
    )
    total_incl_tax = rupiah_field(_("Total"))
    total_excl_tax = rupiah_field(_("Total tanpa pajak"))
    shipping_incl_tax = rupiah_field(_("Ongkir"), default=0)
    shipping_excl_tax = rupiah_field(_("Ongkir tanpa pajak"), default=0)

    objects = OrderQuerySet.as_manager()

    class Meta(AbstractOrder.Meta):
        verbose_name = _("Pesanan")
        verbose_name_plural = pgettext_lazy("banyak", "Pesanan")
        constraints = [
            models.CheckConstraint(condition=Q(total_incl_tax__gt=0), name="order_costs_something"),
            models.UniqueConstraint(fields=["basket"], name="order_one_a_basket"),
            models.CheckConstraint(
                condition=Q(status=OrderStatus.CANCELLED) | Q(cancel_reason="") | Q(paid_at__isnull=False),
                name="order_cancel_reason_when_cancelled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(status=OrderStatus.AWAITING_PAYMENT),
                name="order_awaiting_payment",
            ),
            # An account that proves its address asks for these.
            models.Index(Lower("guest_email"), condition=Q(user=None), name="order_of_guest_by_email"),
        ]

    def get_absolute_url(self):
        return reverse("order", kwargs={"number": self.number, "token": self.token})


class Line(AbstractLine):
    """One product of an order, at the price and cost of that moment.

    `supply` says where its pieces come from: the shelf, looms (its `jobs`), or the `batch` of one day. `choices` are
    what the buyer decided, as it was at that moment: a list of {"name", "value", "surcharge"}.

    Of its pieces `num_allocated` are reserved in the UPT's stock and `num_sent` have left the UPT, in a parcel or with
    the buyer who came for them.
    """

    upt_order = models.ForeignKey(
        "order.UptOrder",
        verbose_name=_("Bagian UPT"),
        related_name="lines",
        null=True,
        on_delete=models.PROTECT,
    )
    material_cost = rupiah_field(_("Biaya bahan"), null=True, blank=True)
    supply = models.CharField(
        _("Asal barang"), max_length=14, choices=Availability, default=Availability.READY
    )
    batch = models.ForeignKey(
        "capacity.Batch",
        verbose_name=_("Produksi harian"),
        related_name="lines",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    choices = models.JSONField(_("Pilihan pembeli"), default=list, blank=True)
    num_sent = models.PositiveIntegerField(_("Sudah dikirim"), default=0)
    line_price_incl_tax = rupiah_field(_("Jumlah"))
    line_price_excl_tax = rupiah_field(_("Jumlah tanpa pajak"))
    line_price_before_discounts_incl_tax = rupiah_field(_("Jumlah sebelum potongan"))
    line_price_before_discounts_excl_tax = rupiah_field(_("Jumlah sebelum potongan, tanpa pajak"))
    unit_price_incl_tax = rupiah_field(_("Harga"), null=True, blank=True, validators=[MinValueValidator(0)])
    unit_price_excl_tax = rupiah_field(_("Harga tanpa pajak"), null=True, blank=True)

    class Meta(AbstractLine.Meta):
        verbose_name = _("Barang pesanan")
        verbose_name_plural = _("Barang pesanan")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_has_pieces"),
            models.CheckConstraint(
                condition=Q(num_allocated__lte=F("quantity") - F("num_sent")),
                name="order_line_reserves_at_most_its_own",
            ),
            models.CheckConstraint(
                condition=Q(supply=Availability.DAILY_BATCH, batch__isnull=False)
                | (~Q(supply=Availability.DAILY_BATCH) & Q(batch=None)),
                name="order_line_of_the_oven_has_its_batch",
            ),
        ]

    @property
    def num_unsent(self):
        """Pieces that the UPT still owes the buyer."""
        return self.quantity - self.num_sent

    @property
    def name(self):
        """What it was sold as; on English pages in English, while the product is still called so. Needs `product`."""
        return self.product.name if self.product and self.product.title == self.title else self.title

    @property
    def full_name(self):
        """Its name and what the buyer decided about it, which tells two lines of one product apart."""
        return f"{self.name} ({in_words(self.choices)})" if self.choices else self.name

    @property
    def full_title(self):
        """The same for who packs it."""
        return f"{self.title} ({in_words(self.choices)})" if self.choices else self.title


class ShippingAddress(IndonesianAddress, AbstractShippingAddress):
    class Meta(AbstractShippingAddress.Meta):
        verbose_name = _("Alamat kirim")
        verbose_name_plural = pgettext_lazy("banyak", "Alamat kirim")
