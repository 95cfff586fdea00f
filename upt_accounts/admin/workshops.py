"""Workshops: where things are made, and how many a day."""

from django import forms
from django.contrib import admin
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from upt_accounts import access
from upt_accounts.admin.scoped import ScopedAdmin, UptFilter
from upt_accounts.models import Workshop

KINDS = [
    ("accessory", gettext_lazy("Aksesori")),
    ("art", gettext_lazy("Lukisan dan seni")),
    ("bakery", gettext_lazy("Roti dan kue")),
    ("batik", gettext_lazy("Batik")),
    ("cafe", gettext_lazy("Kafe")),
    ("craft", gettext_lazy("Kerajinan tangan")),
    ("food", gettext_lazy("Makanan olahan")),
    ("furniture", gettext_lazy("Mebel")),
    ("knitting", gettext_lazy("Rajut")),
    ("leather", gettext_lazy("Kulit")),
    ("printing", gettext_lazy("Sablon")),
    ("sewing", gettext_lazy("Jahit")),
    ("tie_dye", gettext_lazy("Jumputan")),
    ("weaving", gettext_lazy("Tenun")),
    ("wood", gettext_lazy("Kayu")),
]


class WorkshopForm(forms.ModelForm):
    kind = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=KINDS, widget=UnfoldAdminSelectWidget())

    class Meta:
        model = Workshop
        fields = "__all__"  # noqa: DJ007 - the admin narrows it to the fields it shows
        help_texts = {
            "name": gettext_lazy("Misalnya “Saung tenun” atau “Dapur roti”."),
            "about": gettext_lazy("Tampil di halaman produk dan UPT. Tanpa nama warga binaan."),
            "capacity_per_day": gettext_lazy("Buah yang sanggup dibuat dalam sehari."),
            "lead_time_days": gettext_lazy("Hari kerja untuk membuat satu buah."),
        }
        error_messages = {
            "__all__": {"unique_together": gettext_lazy("UPT ini sudah punya bengkel bernama itu.")}
        }
        widgets = {"about": UnfoldAdminTextareaWidget(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "capacity_per_day" in self.fields:
            self.fields["capacity_per_day"].validators.append(MinValueValidator(1))


@admin.register(Workshop)
class WorkshopAdmin(ScopedAdmin):
    form = WorkshopForm
    list_display = ["name", "shown_kind", "upt", "capacity_per_day", "lead_time_days"]
    list_filter = [UptFilter]
    list_select_related = ["upt"]
    search_fields = ["name", "upt__name"]
    search_help_text = gettext_lazy("Cari nama bengkel atau UPT")
    ordering = ["upt__name", "name"]
    fields = ["upt", "name", "kind", "about", "capacity_per_day", "lead_time_days"]

    def get_readonly_fields(self, request, obj=None):
        """A workshop does not move: its products stay with its UPT."""
        return ["upt"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        upt = form.base_fields.get("upt")
        if upt and len(access.of_request(request).upts) == 1:
            upt.empty_label = None
        return form

    @admin.display(description=gettext_lazy("Jenis"), ordering="kind")
    def shown_kind(self, workshop):
        return dict(KINDS).get(workshop.kind, workshop.kind)
