"""Stock: what is on hand (the sum of its movements), what is reserved, and the promise never to sell more."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from oscar.apps.order.exceptions import UnableToPlaceOrder
from oscar.apps.partner.abstract_models import AbstractStockRecord

# Checked at commit: the figure on hand is the balance of the latest movement, so nothing changes it silently.
STOCK_FOLLOWS_MOVEMENTS = """
    IF (SELECT num_in_stock FROM partner_stockrecord WHERE id = NEW.id) IS DISTINCT FROM COALESCE(
        (SELECT balance FROM partner_stockmovement WHERE stockrecord_id = NEW.id ORDER BY id DESC LIMIT 1), 0)
    THEN
        RAISE EXCEPTION 'stock of record % does not follow from its movements', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""  # noqa: E501
# Each movement starts where the one before it ended.
MOVEMENTS_ADD_UP = """
    IF NEW.balance IS DISTINCT FROM NEW.quantity + COALESCE(
        (SELECT balance FROM partner_stockmovement WHERE stockrecord_id = NEW.stockrecord_id ORDER BY id DESC LIMIT 1), 0)
    THEN
        RAISE EXCEPTION 'movement of record % does not add up', NEW.stockrecord_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""  # noqa: E501


class StockRecord(AbstractStockRecord):
    """Price (whole rupiah) and stock of one product at its one UPT.

    `num_in_stock` is what may be promised: pieces on the shelf; for made-to-order goods the orders a workshop takes on;
    for daily batches the pieces of the open batch. It moves only through `upt_accounts.stock`.
    """

    price = models.DecimalField(_("Harga"), max_digits=12, decimal_places=0, null=True, blank=True)
    num_in_stock = models.PositiveIntegerField(_("Stok"), default=0)
    num_allocated = models.PositiveIntegerField(_("Dipesan"), default=0)

    class Meta(AbstractStockRecord.Meta):
        verbose_name = _("Stok")
        verbose_name_plural = _("Stok")
        constraints = [
            models.UniqueConstraint(fields=["product"], name="stock_one_record_a_product"),
            models.CheckConstraint(
                condition=Q(num_allocated__lte=F("num_in_stock")),
                name="stock_never_oversold",
                violation_error_message=_("Stok tidak boleh kurang dari jumlah yang sudah dipesan."),
            ),
            models.CheckConstraint(
                condition=Q(price__gt=0),
                name="stock_price_positive",
                violation_error_message=_("Harga harus lebih dari Rp0."),
            ),
        ]
        # Lists sorted by price walk along it, so the product comes second: it breaks ties.
        indexes = [models.Index(fields=["price", "product"], name="stock_by_price")]
        triggers = [
            pgtrigger.Trigger(
                name="stock_follows_movements",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Condition("NEW.num_in_stock IS DISTINCT FROM OLD.num_in_stock"),
                func=STOCK_FOLLOWS_MOVEMENTS,
            ),
            pgtrigger.Trigger(
                name="stock_begins_with_movement",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=STOCK_FOLLOWS_MOVEMENTS,
            ),
        ]

    def __str__(self):
        return self.product.title

    @property
    def available(self):
        return self.num_in_stock - (self.num_allocated or 0)

    def allocate(self, quantity):
        """Reserve in one conditional statement, so that of many buyers at once only as many win as there are pieces."""
        reserved = (
            type(self)
            .objects.filter(pk=self.pk, num_in_stock__gte=Coalesce(F("num_allocated"), 0) + quantity)
            .update(num_allocated=Coalesce(F("num_allocated"), 0) + quantity)
        )
        if not reserved:
            raise UnableToPlaceOrder(_("Stok tidak cukup."))
        self.refresh_from_db(fields=["num_allocated"])


class StockMovement(models.Model):
    """One change of what is on hand, with its reason and actor. Rows are only ever added; the database sees to it."""

    class Reason(models.TextChoices):
        OPENING = "opening", _("Stok awal")
        RECEIVED = "received", _("Selesai dibuat")
        SOLD = "sold", _("Terjual")
        DAMAGED = "damaged", _("Rusak")
        CORRECTED = "corrected", _("Koreksi")
        COUNTED = "counted", _("Hasil hitung")
        RETURNED = "returned", _("Dikembalikan pembeli")

    stockrecord = models.ForeignKey(
        "partner.StockRecord", verbose_name=_("Stok"), related_name="movements", on_delete=models.PROTECT
    )
    quantity = models.IntegerField(_("Jumlah"), help_text=_("Positif menambah, negatif mengurangi."))
    balance = models.PositiveIntegerField(_("Stok sesudahnya"))
    reason = models.CharField(_("Alasan"), max_length=12, choices=Reason)
    note = models.CharField(_("Catatan"), max_length=200, blank=True)
    order_number = models.CharField(_("Nomor pesanan"), max_length=32, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Oleh"), null=True, blank=True, on_delete=models.SET_NULL
    )
    at = models.DateTimeField(_("Waktu"), auto_now_add=True)

    class Meta:
        app_label = "partner"
        verbose_name = _("Mutasi stok")
        verbose_name_plural = pgettext_lazy("banyak", "Mutasi stok")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["stockrecord", "-id"], name="stock_movement_latest")]
        triggers = [
            pgtrigger.Trigger(
                name="stock_movements_add_up",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=MOVEMENTS_ADD_UP,
            ),
            pgtrigger.Protect(name="stock_movement_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="stock_movement_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("stockrecord", "quantity", "balance", "reason"),
            ),
        ]

    def __str__(self):
        return f"{self.quantity:+d}"
