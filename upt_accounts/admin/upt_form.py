"""What is typed about a UPT, checked where it is typed."""

import re

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.forms.models import ModelChoiceIterator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from upt_accounts.models import Partner
from upt_accounts.regions.choices import regencies
from upt_accounts.regions.models import Regency

# From Sabang to Merauke and from Miangas to Rote; and the hours of a day.
BOUNDS = {"latitude": (-12, 7), "longitude": (94, 142), "cutoff_hour": (0, 23)}


class UnderTheirProvince(ModelChoiceIterator):
    def __iter__(self):
        yield "", self.field.empty_label
        yield from regencies()


class RegencyField(forms.ModelChoiceField):
    iterator = UnderTheirProvince


class UptForm(forms.ModelForm):
    regency = RegencyField(
        Regency.objects.all(),
        label=gettext_lazy("Kabupaten atau kota"),
        empty_label=gettext_lazy("Pilih kabupaten atau kota"),
        widget=UnfoldAdminSelectWidget(),
        help_text=gettext_lazy("Dari sini ongkir dihitung."),
    )

    class Meta:
        model = Partner
        fields = "__all__"  # noqa: DJ007 - the admin narrows it to the fields it shows
        labels = {"latitude": gettext_lazy("Lintang"), "longitude": gettext_lazy("Bujur")}
        help_texts = {
            "code": gettext_lazy("Huruf besar dan angka, misalnya LPPLG. Tetap untuk seterusnya."),
            "slug": gettext_lazy(
                "Bagian alamat di /upt/…/. Kosong: dibuat dari nama. Mengubahnya memutus tautan lama."
            ),
            "phone": gettext_lazy("Nomor kantor yang boleh dihubungi pembeli."),
            "whatsapp": gettext_lazy("Nomor resmi UPT, misalnya 0812-3456-7890."),
            "about": gettext_lazy("Tampil di halaman UPT. Tanpa nama atau cerita perkara warga binaan."),
            "pickup_place": gettext_lazy("Kosong: pesanan tidak dapat diambil di tempat."),
            "pickup_hours": gettext_lazy("Misalnya “Senin–Jumat 08.00–15.00”."),
            "latitude": gettext_lazy("Misalnya -2.99000."),
            "longitude": gettext_lazy("Misalnya 104.75600."),
        }
        error_messages = {
            "whatsapp": {"invalid": gettext_lazy("Tulis nomor WhatsApp seperti 0812-3456-7890.")},
            "code": {"unique": gettext_lazy("Kode ini sudah dipakai UPT lain.")},
            "slug": {"unique": gettext_lazy("Alamat halaman ini sudah dipakai UPT lain.")},
        }
        widgets = {"about": UnfoldAdminTextareaWidget(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (least, most) in BOUNDS.items():
            if name in self.fields:
                self.fields[name].validators += [MinValueValidator(least), MaxValueValidator(most)]
        for name, pattern, words in (
            ("postal_code", r"\d{5}", _("Kode pos terdiri atas lima angka.")),
            ("phone", r"[0-9+() .-]{6,30}", _("Tulis nomor telepon dengan angka, misalnya 0711-123456.")),
        ):
            if name in self.fields:
                self.fields[name].validators.append(RegexValidator(rf"^{pattern}\Z", words))
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_code(self):
        code = self.cleaned_data["code"].strip().upper()
        if not re.fullmatch(r"[A-Z0-9]{3,12}", code):
            raise forms.ValidationError(_("Kode terdiri atas 3 sampai 12 huruf dan angka."))
        return code

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            # Two people who put pictures in at the same moment take turns.
            Partner.objects.select_for_update().filter(pk=self.instance.pk).first()
        if "slug" in self.fields and "slug" not in self.errors and not cleaned.get("slug"):
            cleaned["slug"] = slugify(cleaned.get("name", ""))
        return cleaned
