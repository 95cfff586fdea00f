"""What moved in and out of stock, to read."""

from django.contrib import admin

from upt_accounts.admin.scoped import ReadOnlyAdmin, UptFilter
from upt_accounts.models import StockMovement


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnlyAdmin):
    list_display = ["stockrecord", "quantity", "balance", "reason", "at", "actor"]
    list_filter = ["reason", UptFilter]
    list_select_related = ["stockrecord__partner", "stockrecord__product", "actor"]
