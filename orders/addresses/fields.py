"""Form fields for what people type about themselves: a tidy line, a name, an e-mail address, a number."""

import re
import unicodedata

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from upt_accounts.lines import LineField, tidy

INDONESIA = 62
KEPT = re.compile(r"\+62\d{7,13}", re.ASCII)
# People also write +62 (0)812…, and 812… without anything before it.
NUMBER = re.compile(r"(?:\+?62|0|(?=8))0?(?P<national>[1-9]\d{6,12})", re.ASCII)
NAME_MARKS = set(" .,'’-/()&")


class NameField(LineField):
    default_error_messages = {
        "marks": _("Nama hanya berisi huruf, angka, dan tanda . , ' - / ( ) &"),
        "letters": _("Tulis nama dengan huruf."),
    }

    def to_python(self, value):
        name = super().to_python(value)
        if any(not self._belongs(mark) for mark in name):
            raise ValidationError(self.error_messages["marks"], code="marks")
        if name and not any(mark.isalpha() for mark in name):
            raise ValidationError(self.error_messages["letters"], code="letters")
        return name

    def _belongs(self, mark):
        return mark in NAME_MARKS or unicodedata.category(mark)[0] in "LMN"


class MailField(forms.EmailField):
    """An e-mail address in lower case, as accounts keep it."""

    default_error_messages = {
        "required": _("Isi alamat e-mail."),
        "invalid": _("Tulis alamat e-mail selengkapnya, misalnya nama@contoh.id."),
        "max_length": LineField.default_error_messages["max_length"],
    }

    def __init__(self, **options):
        super().__init__(**{"max_length": 254, **options})

    def to_python(self, value):
        return tidy(super().to_python(value) or "").lower()


class PhoneField(LineField):
    """An Indonesian number, typed as 0812…, 62812… or +62812… with any separators; cleans to +62812…"""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})
    default_error_messages = {
        "required": _("Isi nomor HP."),
        "number": _("Tulis nomor HP Indonesia, misalnya 0812-3456-7890 atau +62 812-3456-7890."),
    }

    def __init__(self, **options):
        super().__init__(**{"max_length": 30, **options})

    def prepare_value(self, value):
        return shown(value) if KEPT.fullmatch(str(value or "")) else value

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return ""
        number = _as_number(typed)
        if number is None:
            raise ValidationError(self.error_messages["number"], code="number")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _as_number(typed):
    """The Indonesian number in these signs, or None."""
    found = NUMBER.fullmatch(re.sub(r"[\s().\-–/]", "", typed))
    if found is None:
        return None
    number = phonenumbers.PhoneNumber(country_code=INDONESIA, national_number=int(found["national"]))
    return number if phonenumbers.is_valid_number(number) else None


def shown(number) -> str:
    """A kept number as people write it: 0812-3456-7890."""
    if not number:
        return ""
    parsed = number if isinstance(number, phonenumbers.PhoneNumber) else phonenumbers.parse(str(number), "ID")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
