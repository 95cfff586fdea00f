"""The people who work here."""

from django.contrib import admin

from upt_accounts.admin.scoped import ScopedAdmin
from upt_accounts.users.models import User


@admin.register(User)
class UserAdmin(ScopedAdmin):
    list_display = ["email", "first_name", "is_active", "last_login"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["email"]
    fields = ["email", "first_name", "last_name", "is_active"]
    readonly_fields = ["email"]
