"""Choices of the checkout. Contact and address have their forms in `orders.addresses`."""

from datetime import date

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from orders import fetching
from orders.addresses import drafts
from orders.addresses.fields import LineField
from orders.addresses.forms import AddressForm
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


class DeliveryForm(AddressForm):
    """Where the parcels go. Who orders receives them, unless somebody else is named."""

    OPTIONAL = {
        "recipient": _("Nama penerima (bila bukan Anda)"),
        "phone": _("Nomor HP penerima (bila bukan Anda)"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.OPTIONAL.items():
            self.fields[name].required, self.fields[name].label = False, label

    @classmethod
    def filled(cls, draft, contact):
        """As it was typed, from the draft that `draft_for` gave."""
        own = {name: "" for name, value in _receiver(contact).items() if draft.get(name) == value}
        return cls(initial=draft | own)

    def draft_for(self, contact):
        return self.cleaned_data | {
            name: self.cleaned_data[name] or value for name, value in _receiver(contact).items()
        }


def _receiver(contact):
    return {"recipient": contact["name"], "phone": contact["phone"]}


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
    jam = forms.ChoiceField(
        label=_("Tempat dan jam ambil"),
        required=False,
        error_messages={"invalid_choice": _("Jam ambil ini tidak tersedia lagi. Pilih yang lain.")},
    )
    pesan = LineField(
        label=_("Pesan untuk UPT ini (boleh kosong)"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": NOTE_LENGTH}),
    )

    ucapan = LineField(
        label=_("Hadiah? Tulis ucapan untuk kartunya (boleh kosong)"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=_("UPT ini mencetaknya dan menaruhnya di dalam paket. Tidak ada harga di dalam paket."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": NOTE_LENGTH}),
    )

    def __init__(self, parcel, options, progress, data=None):
        self.parcel, self.options = parcel, options
        super().__init__(data, prefix=parcel.key, initial=self._initial(progress))
        self.fields["kirim"].choices = [(option.code, option.name) for option in options]
        # Full ones stand in the list, but cannot be chosen: whoever sends one is told that it is gone.
        free = [window for window in options.windows or () if window.is_free]
        self.fields["jam"].choices = [("", ""), *((window.code, window.hours) for window in free)]

    def add_prefix(self, name):
        return f"{name}-{self.prefix}"

    def _initial(self, progress):
        """What was chosen before, if it still exists; else the cheapest way of sending. Nobody must fetch unasked."""
        key = self.parcel.key
        fetching = self.options.fetching if key in progress.fetched else None
        usual = fetching or next(iter(self.options.sent), None)
        chosen = self.options.named(progress.services.get(key)) or usual
        return {
            "kirim": chosen.code if chosen else "",
            "pesan": progress.notes.get(key, ""),
            "ucapan": progress.gift_messages.get(key, ""),
            "jam": progress.windows.get(key, ""),
        }

    def clean(self):
        """Who fetches says when; of who does not, the window is no concern."""
        cleaned = super().clean()
        option = self.options.named(cleaned.get("kirim"))
        if option is None or not self.options.asks_for_window(option):
            self.errors.pop("jam", None)
            return cleaned | {"jam": ""}
        if not cleaned.get("jam") and "jam" not in self.errors:
            self.add_error("jam", _("Pilih tempat dan jam ambilnya."))
        return cleaned

    @property
    def chosen_window(self):
        return self["jam"].value() or ""

    @cached_property
    def window_groups(self):
        """The windows to choose from under the name of their outlet and day: (heading, windows)."""
        groups = {}
        for window in self.options.windows or ():
            groups.setdefault(fetching.outlet_and_day(window), []).append(window)
        return list(groups.items())

    @property
    def chosen(self):
        return self["kirim"].value() or ""

    @property
    def first_ways(self):
        """What each way of sending would mean for this parcel; those that cost more and arrive no sooner stand back."""
        return [way for way, is_first in self._ways if is_first]

    @property
    def other_ways(self):
        return [way for way, is_first in self._ways if not is_first]

    @cached_property
    def _ways(self):
        """Each way, cheapest first, and whether it is worth its price: the chosen one always is, so is fetching."""
        soonest, ways = date.max, []
        for way in (ParcelPlan(self.parcel, option) for option in self.options):
            arrives = way.arrival[1]
            is_first = way.option.is_pickup or arrives < soonest or way.option.code == self.chosen
            soonest = min(soonest, arrives)
            ways.append((way, is_first))
        return ways
