"""One line of text as people type it, made fit for mails, labels and spreadsheets."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def tidy(text: str) -> str:
    """One line: blanks and line breaks become single spaces, marks without a shape of their own are dropped.

    Raises ValidationError for other control characters, which PostgreSQL or a courier's label could not take.
    """
    visible = [mark for mark in unicodedata.normalize("NFC", text) if unicodedata.category(mark) != "Cf"]
    line = " ".join("".join(visible).split())
    if any(unicodedata.category(mark).startswith("C") for mark in line):
        raise ValidationError(
            _("Isian ini mengandung tanda yang tidak terlihat. Ketik ulang."), code="invisible"
        )
    return line


class LineField(forms.CharField):
    """One line of text, without tags: it ends up in mails, on labels and in spreadsheets."""

    default_error_messages = {
        "max_length": _("Paling banyak %(limit_value)d huruf; sekarang ada %(show_value)d."),
        "tags": _("Hapus tanda < dan > dari isian ini."),
    }

    def to_python(self, value):
        line = tidy(super().to_python(value) or "")
        if "<" in line or ">" in line:
            raise ValidationError(self.error_messages["tags"], code="tags")
        return line
