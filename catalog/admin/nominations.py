"""Nominations and what became of them, to read; the work of curation has pages of its own."""

from django.contrib import admin

from catalog.curation.models import Nomination, Round
from upt_accounts.admin.scoped import ReadOnlyAdmin, UptFilter


@admin.register(Nomination)
class NominationAdmin(ReadOnlyAdmin):
    list_display = ["product", "round", "outcome", "valid_from", "valid_until"]
    list_filter = ["outcome", "round", UptFilter]
    list_select_related = ["product", "round"]
    search_fields = ["product__title"]
    fields = ["product", "round", "outcome", "valid_from", "valid_until"]
    ordering = ["-round__year", "product__title"]


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["name", "year", "opens_on", "closes_on", "quota_per_upt"]
    fields = ["name", "year", "opens_on", "closes_on", "quota_per_upt"]
