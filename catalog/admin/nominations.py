"""Nominations and what became of them, to read; the work of curation has pages of its own."""

from django.contrib import admin
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.curation.models import Nomination, Outcome, Round
from upt_accounts.admin.scoped import ReadOnlyAdmin, UptFilter

TONES = {
    Outcome.NOMINATED: "info",
    Outcome.FEATURED: "success",
    Outcome.DEVELOPED: "plain",
    Outcome.RETURNED: "warning",
    Outcome.REJECTED: "danger",
}


@admin.register(Nomination)
class NominationAdmin(ReadOnlyAdmin):
    list_display = ["shown_product", "shown_outcome", "round", "upt", "shown_validity"]
    list_filter = ["outcome", "round", UptFilter]
    list_select_related = ["product__upt", "round"]
    search_fields = ["product__title", "product__upt__name"]
    search_help_text = gettext_lazy("Cari nama barang atau UPT")
    fields = ["product", "upt", "round", "outcome", "shown_validity"]
    ordering = ["-round__year", "product__title"]

    @admin.display(description=gettext_lazy("Barang"), ordering="product__title")
    def shown_product(self, nomination):
        return nomination.product.title

    @admin.display(description="UPT", ordering="product__upt__name")
    def upt(self, nomination):
        return nomination.product.upt

    @display(description=gettext_lazy("Hasil"), ordering="outcome", label=TONES)
    def shown_outcome(self, nomination):
        return nomination.outcome, nomination.get_outcome_display()

    @admin.display(description=gettext_lazy("Masa berlaku"), ordering="valid_until")
    def shown_validity(self, nomination):
        if nomination.valid_from is None:
            return "–"
        return " – ".join(
            date_format(day, "j M Y") for day in (nomination.valid_from, nomination.valid_until)
        )


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["name", "year", "opens_on", "closes_on", "quota_per_upt", "number_of_nominations"]
    fields = list_display
    ordering = ["-year"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(nominated=Count("nominations"))

    @admin.display(description=gettext_lazy("Usulan"))
    def number_of_nominations(self, curation_round):
        return curation_round.nominated
