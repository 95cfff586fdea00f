"""UPTs, their workshops, and the Kanwils above them."""

from django.contrib import admin

from upt_accounts.admin.scoped import ReadOnlyAdmin, ScopedAdmin, UptFilter
from upt_accounts.models import Kanwil, Partner, Workshop


@admin.register(Partner)
class UptAdmin(ReadOnlyAdmin):
    list_display = ["name", "city", "kanwil", "is_active"]
    list_select_related = ["kanwil"]
    search_fields = ["name", "city", "code"]


@admin.register(Workshop)
class WorkshopAdmin(ReadOnlyAdmin):
    list_display = ["name", "upt", "capacity_per_day", "lead_time_days"]
    list_select_related = ["upt"]
    list_filter = [UptFilter]
    search_fields = ["name"]


@admin.register(Kanwil)
class KanwilAdmin(ScopedAdmin):
    list_display = ["name"]
    search_fields = ["name"]
