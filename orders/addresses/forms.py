"""Who orders, and where the parcels go. These forms clean to codes and strings, fit for the session."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from orders.addresses import drafts
from orders.addresses.fields import LineField, MailField, NameField, PhoneField
from orders.addresses.places import Places
from orders.addresses.postcodes import expected_first_digits, is_plausible

RELOAD = "refresh"
# Where the browser's script asks for the next list; the code chosen comes behind.
REGENCIES = format_lazy("{}?provinsi=", reverse_lazy("regions:regencies"))
DISTRICTS = format_lazy("{}?kabupaten=", reverse_lazy("regions:districts"))


def _text(autocomplete, **attributes):
    return forms.TextInput(attrs={"autocomplete": autocomplete, **attributes})


def _phone():
    return _text("tel", type="tel", inputmode="tel")


def _place(level, **attributes):
    return forms.Select(attrs={"autocomplete": f"address-level{level}", **attributes})


class ContactForm(forms.Form):
    """The one who orders and hears from us. `cleaned_data`: name, email, phone (+62…)."""

    name = NameField(
        label=_("Nama Anda"),
        max_length=100,
        widget=_text("name"),
        error_messages={"required": _("Isi nama Anda.")},
    )
    email = MailField(
        label=_("E-mail"),
        help_text=_("Bukti pesanan dan kabar pengiriman dikirim ke sini."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    phone = PhoneField(
        label=_("Nomor HP"), help_text=_("Misalnya 0812-3456-7890 atau +62 812-3456-7890."), widget=_phone()
    )
    # As on the page: what is wrong is told in this order.
    field_order = ["name", "phone", "email"]

    @staticmethod
    def initial_from(user, usual=None):
        """What is known of a registered buyer; what is not, as their usual address has it."""
        return {
            "name": user.get_full_name() or (usual.recipient if usual else ""),
            "email": user.email,
            "phone": user.phone or (usual.phone_number if usual else ""),
        }


class AddressForm(forms.Form):
    """An address in Indonesia. `cleaned_data` is a draft (see `drafts`).

    Without JavaScript each list is narrowed by a round trip: a button named `refresh` posts the form, and
    the page shows `AddressForm.reloaded(request.POST)` whenever `AddressForm.wants_reload(request.POST)`.
    """

    # As on the page: what is wrong is told in this order.
    field_order = ["province", "regency", "district", "postcode", "village", "line1", "landmark"]

    recipient = NameField(
        label=_("Nama penerima"),
        max_length=100,
        widget=_text("name"),
        error_messages={"required": _("Isi nama penerima.")},
    )
    phone = PhoneField(
        label=_("Nomor HP penerima"),
        help_text=_("Kurir menghubungi nomor ini."),
        widget=_phone(),
        error_messages={"required": _("Isi nomor HP penerima.")},
    )
    province = forms.ChoiceField(
        label=_("Provinsi"),
        widget=_place(1, **{"data-regions": "province", "data-regions-url": REGENCIES}),
        error_messages={"required": _("Pilih provinsi."), "invalid_choice": _("Pilih provinsi dari daftar.")},
    )
    regency = forms.ChoiceField(
        label=_("Kabupaten atau kota"),
        widget=_place(2, **{"data-regions": "regency", "data-regions-url": DISTRICTS}),
        error_messages={
            "required": _("Pilih kabupaten atau kota."),
            "invalid_choice": _("Kabupaten atau kota ini tidak ada di provinsi yang dipilih. Pilih lagi."),
        },
    )
    district = forms.ChoiceField(
        label=_("Kecamatan"),
        widget=_place(3, **{"data-regions": "district"}),
        error_messages={
            "required": _("Pilih kecamatan."),
            "invalid_choice": _("Kecamatan ini tidak ada di kabupaten atau kota yang dipilih. Pilih lagi."),
        },
    )
    village = LineField(
        label=_("Kelurahan atau desa (boleh kosong)"),
        max_length=80,
        required=False,
        widget=_text("address-level4"),
    )
    line1 = LineField(
        label=_("Jalan dan nomor rumah"),
        help_text=_("Sertakan RT dan RW bila ada."),
        min_length=5,
        max_length=200,
        widget=_text("address-line1"),
        error_messages={
            "required": _("Isi jalan dan nomor rumah."),
            "min_length": _("Tulis jalan dan nomor rumah selengkapnya."),
        },
    )
    postcode = LineField(
        label=_("Kode pos"),
        max_length=10,
        widget=_text("postal-code", inputmode="numeric"),
        error_messages={"required": _("Isi kode pos.")},
    )
    landmark = LineField(
        label=_("Patokan (boleh kosong)"),
        help_text=_("Misalnya: seberang masjid, pagar hijau."),
        max_length=150,
        required=False,
        widget=_text("off"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = Places(province=self._chosen("province"), regency=self._chosen("regency"))
        self._offer("province", self.places.provinces, _("Pilih provinsi"))
        self._offer("regency", self.places.regencies, _("Pilih kabupaten atau kota"))
        self._offer("district", self.places.districts, _("Pilih kecamatan"))

    def _chosen(self, name):
        return str(self[name].value() or "")

    def _offer(self, name, places, prompt):
        self.fields[name].choices = [("", prompt), *places.items()]

    @classmethod
    def reloaded(cls, data):
        """The form as typed so far, not judged yet, with the lists that follow from what was chosen."""
        return cls(initial={name: data.get(name, "") for name in cls.base_fields})

    @classmethod
    def wants_reload(cls, data) -> bool:
        """Whether the next list was asked for. Enter presses that button too: a complete address is sent."""
        if RELOAD not in data:
            return False
        form = cls.reloaded(data)
        return form._chosen("district") not in form.places.districts

    @staticmethod
    def initial_from(address):
        return drafts.draft_of(address)

    def save_as(self, model, **fields):
        return drafts.save_as(model, self.cleaned_data, **fields)

    def clean_postcode(self):
        digits = self.cleaned_data["postcode"].replace(" ", "")
        if len(digits) != 5 or not (digits.isascii() and digits.isdigit()):
            raise ValidationError(_("Kode pos terdiri atas lima angka."))
        return digits

    def clean(self):
        cleaned = super().clean()
        province, postcode = cleaned.get("province"), cleaned.get("postcode")
        if province and postcode and not is_plausible(postcode, province):
            self.add_error("postcode", self._implausible(province))
        return cleaned

    def _implausible(self, province):
        return ValidationError(
            _("Kode pos di %(province)s diawali angka %(digits)s. Periksa lagi."),
            params={
                "province": self.places.provinces[province],
                "digits": _(" atau ").join(expected_first_digits(province)),
            },
        )
