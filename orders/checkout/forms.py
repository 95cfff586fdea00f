"""Choices of the checkout. Contact and address have their forms in `orders.addresses`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.addresses import drafts
from orders.addresses.fields import LineField
from orders.checkout.placing import ParcelPlan

NOTE_LENGTH = 300


class KeptAddressForm(forms.Form):
    """Which address of the buyer's book, or a new one; and whether a new one is to be kept there."""

    NEW = "baru"

    alamat = forms.ChoiceField(
        label=_("Alamat"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Alamat ini tidak ada lagi. Pilih lagi.")},
    )
    simpan = forms.BooleanField(label=_("Simpan alamat ini di akun saya"), required=False)

    def __init__(self, *args, kept, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = {str(address.pk): address for address in kept}
        self.fields["alamat"].choices = [(key, key) for key in self.kept] + [(self.NEW, _("Alamat lain"))]

    @property
    def chosen(self):
        return str(self["alamat"].value() or self.NEW)

    @property
    def picked(self):
        """The address of the book, or None for a new one."""
        return self.kept.get(self.chosen)

    def entries(self):
        """Key, lines to show and whether it is chosen, of each address in the book."""
        return [(key, drafts.lines_of(address), key == self.chosen) for key, address in self.kept.items()]


class ParcelForm(forms.Form):
    """The way in which one parcel is sent, and a word to its UPT."""

    kirim = forms.ChoiceField(
        label=_("Cara kirim"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Pilih cara kirim."),
            "invalid_choice": _("Cara kirim ini tidak tersedia lagi. Pilih yang lain."),
        },
    )
    pesan = LineField(
        label=_("Pesan untuk UPT ini (boleh kosong)"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": NOTE_LENGTH}),
    )

    def __init__(self, parcel, options, progress, data=None):
        self.parcel, self.options = parcel, options
        super().__init__(data, prefix=parcel.key, initial=self._initial(progress))
        self.fields["kirim"].choices = [(option.code, option.name) for option in options]

    def add_prefix(self, name):
        return f"{name}-{self.prefix}"

    def _initial(self, progress):
        """What was chosen before, if it still exists; else the cheapest way of sending. Nobody is sent to fetch."""
        key = self.parcel.key
        chosen = self.options.named(progress.services.get(key)) or next(iter(self.options.sent), None)
        return {"kirim": chosen.code if chosen else "", "pesan": progress.notes.get(key, "")}

    @property
    def chosen(self):
        return self["kirim"].value() or ""

    @property
    def ways(self):
        """Each option with what it would mean for this parcel."""
        return [ParcelPlan(self.parcel, option) for option in self.options]
