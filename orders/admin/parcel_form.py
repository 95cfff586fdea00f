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
        return self._with_this_number(courier, number).exists()

    def _with_this_number(self, courier, number):
        """Other parcels that have it."""
        return Parcel.objects.filter(courier=courier, tracking_number=number)


class CorrectionForm(ParcelForm):
    """Courier and number of a parcel that is on its way."""

    def __init__(self, *args, parcel, **kwargs):
        self.parcel = parcel
        typed = {"courier": parcel.courier_id, "tracking_number": parcel.tracking_number}
        super().__init__(*args, initial=typed, part=parcel.upt_order, auto_id=f"id_{parcel.pk}_%s", **kwargs)

    def _with_this_number(self, courier, number):
        return super()._with_this_number(courier, number).exclude(pk=self.parcel.pk)


class SendingForm(ParcelForm):
    """A new parcel: courier, number, and how many pieces of each line lie in it; all that are left, if nobody says."""

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, part=part, initial={"courier": part.service.courier_id}, **kwargs)
        self.lines = {f"pieces_{line.pk}": line for line in part.goods}
        for name, line in self.lines.items():
            self.fields[name] = forms.IntegerField(
                label=line.full_title,
                min_value=0,
                required=False,
                initial=line.num_unsent,
                error_messages={"invalid": _("Tulis dengan angka, misalnya 2.")},
            )

    @property
    def pieces(self):
        """The fields of lines that have pieces left, with that number."""
        return [(self[name], line.num_unsent) for name, line in self.lines.items() if line.num_unsent]

    @property
    def may_be_split(self):
        return sum(line.num_unsent for line in self.lines.values()) > 1

    @property
    def leaves_some(self):
        """Of a valid form: whether pieces stay behind."""
        wanted = self.cleaned_data["pieces"]
        return wanted is not None and any(wanted[line.pk] < line.num_unsent for line in self.lines.values())

    @property
    def has_errors_in_pieces(self):
        return any(name in self.errors for name in self.lines)

    def clean(self):
        cleaned = super().clean()
        wanted = {name: cleaned.pop(name, None) for name in self.lines}
        if not any(name in self.data for name in self.lines):
            return {**cleaned, "pieces": None}
        if not self._was_sent(cleaned):
            self._check(wanted)
        return {**cleaned, "pieces": {self.lines[name].pk: count or 0 for name, count in wanted.items()}}

    def _check(self, wanted):
        for name, count in wanted.items():
            left = self.lines[name].num_unsent
            if count and count > left:
                self.add_error(name, _("Yang belum dikirim hanya %(left)d.") % {"left": left})
        if not self.errors and not any(wanted.values()):
            first = next(name for name, line in self.lines.items() if line.num_unsent)
            self.add_error(first, _("Isi setidaknya satu barang yang ikut dikirim."))

    def _was_sent(self, cleaned):
        """Whether this part has this parcel already: the button was pressed twice, or the number is used twice."""
        number = cleaned.get("tracking_number")
        return Parcel.objects.filter(
            upt_order=self.part, courier=cleaned.get("courier"), tracking_number=number
        ).exists()

    def _with_this_number(self, courier, number):
        return super()._with_this_number(courier, number).exclude(upt_order=self.part)
