"""What moved in and out of stock, and why, to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from upt_accounts.admin.scoped import ReadOnlyAdmin, UptFilter
from upt_accounts.models import StockMovement


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnlyAdmin):
    list_display = ["shown_product", "shown_quantity", "balance", "shown_reason", "actor_name", "at"]
    list_filter = ["reason", UptFilter]
    list_select_related = ["stockrecord__product", "actor"]
    search_fields = ["stockrecord__product__title", "=stockrecord__partner_sku", "=order_number"]
    search_help_text = gettext_lazy("Cari nama barang, kode barang, atau nomor pesanan")
    ordering = ["-pk"]
    fields = list_display

    @admin.display(description=gettext_lazy("Barang"), ordering="stockrecord__product__title")
    def shown_product(self, movement):
        return movement.stockrecord.product.title

    @admin.display(description=gettext_lazy("Jumlah"), ordering="quantity")
    def shown_quantity(self, movement):
        return f"{movement.quantity:+d}".replace("-", "−")

    @admin.display(description=gettext_lazy("Alasan"), ordering="reason")
    def shown_reason(self, movement):
        cause = movement.order_number or movement.note
        reason = movement.get_reason_display()
        return f"{reason}: {cause}" if cause else reason

    @admin.display(description=gettext_lazy("Oleh"), ordering="actor__first_name")
    def actor_name(self, movement):
        return movement.actor.get_short_name() if movement.actor else "–"
