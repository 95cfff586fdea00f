"""Where buyers fetch, and the hours of its week."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from catalog.capacity.models import Outlet, PickupHours
from upt_accounts import access
from upt_accounts.admin.scoped import ScopedAdmin, ScopedTable, UptFilter


class HoursTable(ScopedTable):
    model = PickupHours
    fields = ["weekday", "opens", "closes", "capacity"]
    ordering = ["weekday", "opens"]


@admin.register(Outlet)
class OutletAdmin(ScopedAdmin):
    """Hours that are taken out of a week keep what is booked in them; nobody new is booked."""

    list_display = ["name", "address", "is_active", "upt"]
    list_filter = [UptFilter]
    list_select_related = ["upt"]
    search_fields = ["name", "address"]
    search_help_text = gettext_lazy("Cari nama atau alamat")
    ordering = ["upt__name", "name"]
    fields = ["upt", "name", "address", "hint", "is_active", "keeps_days", "no_show"]
    inlines = [HoursTable]

    def get_readonly_fields(self, request, obj=None):
        """An outlet does not move: what is booked there is fetched from its UPT."""
        return ["upt"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        upt = form.base_fields.get("upt")
        if upt and len(access.of_request(request).upts) == 1:
            upt.empty_label = None
        return form
