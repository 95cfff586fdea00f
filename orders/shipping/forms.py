"""Where a visitor would like something sent: as much as an estimate needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.addresses.forms import REGENCIES
from orders.addresses.places import Places
from orders.shipping.quotes import Place


class DestinationForm(forms.Form):
    """Fields are named as in the address. A kabupaten of another province than the one chosen is passed over:

    without JavaScript it is what remains in the form when the province changes.
    """

    provinsi = forms.ChoiceField(
        label=_("Provinsi"),
        widget=forms.Select(attrs={"data-regions": "province", "data-regions-url": REGENCIES}),
        error_messages={"required": _("Pilih provinsi."), "invalid_choice": _("Pilih provinsi dari daftar.")},
    )
    kabupaten = forms.Field(
        label=_("Kabupaten atau kota"), required=False, widget=forms.Select(attrs={"data-regions": "regency"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = Places(province=str(self["provinsi"].value() or ""), regency="")
        self.fields["provinsi"].choices = [("", _("Pilih provinsi")), *self.places.provinces.items()]
        self.fields["kabupaten"].widget.choices = [
            ("", _("Seluruh provinsi")),
            *self.places.regencies.items(),
        ]

    @property
    def place(self) -> Place:
        province, regency = self.cleaned_data["provinsi"], self.cleaned_data["kabupaten"]
        if regency in self.places.regencies:
            return Place(province, regency, self.places.regencies[regency])
        return Place(province, None, self.places.provinces[province])


class PlaceForm(DestinationForm):
    """The place that is remembered: a kabupaten or kota, of which dates and costs are exact."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kabupaten"].widget.choices[0] = ("", _("Pilih kabupaten atau kota"))

    def clean_kabupaten(self):
        if self.cleaned_data["kabupaten"] not in self.places.regencies:
            raise forms.ValidationError(_("Pilih kabupaten atau kota."))
        return self.cleaned_data["kabupaten"]
