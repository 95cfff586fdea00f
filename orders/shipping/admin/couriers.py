"""Couriers, how they weigh, and the services they offer."""

import re

from django import forms
from django.contrib import admin
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.shipping.models import Courier, ServiceKind, ShippingService
from upt_accounts.admin.scoped import ScopedAdmin


class CourierForm(forms.ModelForm):
    class Meta:
        model = Courier
        fields = "__all__"  # noqa: DJ007 - the admin narrows it to the fields it shows
        help_texts = {
            "code": gettext_lazy("Huruf kecil, misalnya “jne”. Tetap untuk seterusnya."),
            "min_kg": gettext_lazy("Paket yang lebih ringan dihitung seberat ini."),
            "tolerance_grams": gettext_lazy(
                "Kelebihan sampai sekian gram tidak dihitung satu kilogram lagi. Dengan 300, "
                "paket 1,3 kg dihitung 1 kg dan paket 1,31 kg dihitung 2 kg."
            ),
            "volume_divisor": gettext_lazy(
                "Panjang × lebar × tinggi (cm) dibagi angka ini menjadi berat volume (kg), biasanya 6000."
            ),
            "tracking_pattern": gettext_lazy("Ungkapan reguler untuk nomor resi, misalnya ^[A-Z0-9]{8,20}$."),
            "tracking_url": gettext_lazy(
                "Halaman lacak kurir; {resi} diganti nomor resi. Kosong: tanpa tautan."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("min_kg", "volume_divisor"):
            if name in self.fields:
                self.fields[name].validators.append(MinValueValidator(1))

    def clean_tracking_pattern(self):
        pattern = self.cleaned_data["tracking_pattern"]
        try:
            re.compile(pattern)
        except re.error as error:
            raise forms.ValidationError(_("Pola ini tidak dapat dibaca. Periksa kurungnya.")) from error
        return pattern

    def clean_tracking_url(self):
        address = self.cleaned_data["tracking_url"]
        rest = address.replace("{resi}", "", 1)
        if address and (rest == address or "{" in rest or "}" in rest or not address.startswith("https://")):
            raise forms.ValidationError(
                _(
                    "Tulis alamat yang dimulai https:// dan memuat {resi} satu kali, tanpa kurung kurawal lain."
                )
            )
        return address


@admin.register(Courier)
class CourierAdmin(ScopedAdmin):
    form = CourierForm
    list_display = ["name", "code", "min_kg", "tolerance_grams", "volume_divisor"]
    search_fields = ["name", "code"]
    search_help_text = gettext_lazy("Cari nama atau kode kurir")
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "code"]}),
        (
            gettext_lazy("Cara menimbang"),
            {"fields": ["min_kg", "tolerance_grams", "volume_divisor"]},
        ),
        (gettext_lazy("Pelacakan"), {"fields": ["tracking_pattern", "tracking_url"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


class ServiceForm(forms.ModelForm):
    class Meta:
        model = ShippingService
        fields = "__all__"  # noqa: DJ007 - the admin narrows it to the fields it shows
        help_texts = {
            "code": gettext_lazy("Huruf kecil, misalnya “jne-reg”. Tetap untuk seterusnya."),
            "courier": gettext_lazy("Kosongkan hanya untuk “Ambil di tempat”."),
            "is_active": gettext_lazy("Tidak dipakai: tidak ditawarkan lagi kepada pembeli."),
            "position": gettext_lazy("Yang lebih kecil didahulukan bila ongkir dan lamanya sama."),
        }

    def clean(self):
        cleaned = super().clean()
        is_pickup = cleaned.get("kind") == ServiceKind.PICKUP
        if is_pickup and cleaned.get("courier"):
            self.add_error("courier", _("Yang diambil di tempat tidak memakai kurir: kosongkan."))
        if cleaned.get("kind") and not is_pickup and not cleaned.get("courier"):
            self.add_error("courier", _("Pilih kurir yang membawanya."))
        return cleaned


@admin.register(ShippingService)
class ShippingServiceAdmin(ScopedAdmin):
    form = ServiceForm
    list_display = ["name", "shown_kind", "shown_courier", "is_active", "position"]
    list_filter = ["is_active", "kind", "courier"]
    list_select_related = ["courier"]
    search_fields = ["name", "code", "courier__name"]
    search_help_text = gettext_lazy("Cari nama layanan atau kurir")
    ordering = ["position", "name"]
    fields = ["name", "code", "kind", "courier", "is_active", "position"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    @admin.display(description=gettext_lazy("Jenis"), ordering="kind")
    def shown_kind(self, service):
        return service.get_kind_display()

    @admin.display(description=gettext_lazy("Kurir"), ordering="courier__name")
    def shown_courier(self, service):
        return service.courier or _("tanpa kurir")
