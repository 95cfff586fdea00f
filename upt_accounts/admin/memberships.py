"""Who works where, as what."""

from django.contrib import admin

from upt_accounts.admin.scoped import ReadOnlyAdmin, UptFilter
from upt_accounts.models import Membership


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["user", "role", "upt", "kanwil", "started_at", "ended_at"]
    list_filter = ["role", UptFilter]
    list_select_related = ["user", "upt", "kanwil"]
    search_fields = ["user__email", "user__first_name", "user__last_name"]
    ordering = ["-started_at"]
