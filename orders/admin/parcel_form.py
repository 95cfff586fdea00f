"""What a petugas types when a parcel leaves: the courier and its tracking number, checked as that courier writes it."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.models import Parcel
from orders.shipping.models import Courier


def number_is_taken():
    return _("Nomor resi ini sudah dipakai untuk paket lain.")


class ParcelForm(forms.Form):
    courier = forms.ModelChoiceField(Courier.objects.all(), label=gettext_lazy("Kurir"), empty_label=None)
    tracking_number = forms.CharField(
        label=gettext_lazy("Nomor resi"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, part, **kwargs):
        self.part = part
        super().__init__(*args, **kwargs)

    def clean_tracking_number(self):
        """As printed on the label: capitals, without the spaces people put between groups."""
        return re.sub(r"\s+", "", self.cleaned_data["tracking_number"]).upper()

    def clean(self):
        cleaned = super().clean()
        courier, number = cleaned.get("courier"), cleaned.get("tracking_number")
        if not courier or not number:
            return cleaned
        if not re.fullmatch(courier.tracking_pattern, number):
            text = _("Nomor resi %(courier)s tidak seperti ini. Periksa lagi angka dan hurufnya.")
            self.add_error("tracking_number", text % {"courier": courier})
        elif self._is_taken(courier, number):
            self.add_error("tracking_number", number_is_taken())
        return cleaned

    def _is_taken(self, courier, number):
        same = Parcel.objects.filter(courier=courier, tracking_number=number)
        return same.exclude(upt_order=self.part).exists()
