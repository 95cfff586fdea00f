"""Price and stock of every product."""

from django.contrib import admin

from upt_accounts.admin.scoped import ReadOnlyAdmin, UptFilter
from upt_accounts.models import StockRecord


@admin.register(StockRecord)
class StockRecordAdmin(ReadOnlyAdmin):
    list_display = ["product", "price", "num_in_stock", "num_allocated", "partner"]
    list_filter = [UptFilter]
    list_select_related = ["product", "partner"]
    search_fields = ["product__title", "partner_sku"]
