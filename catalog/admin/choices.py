"""What buyers decide about a product, as a petugas writes it down: a question, and its answers one on each line."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from catalog.models import Choice, ChoiceKind, ChoiceOption
from upt_accounts.admin.scoped import ScopedStack
from upt_accounts.lines import tidy

MOST, MOST_OPTIONS, LONGEST_TEXT = 6, 30, 60
# "Merah", "XXL +10.000", "Merah = Red", "Emas = Gold +25000"
OPTION = re.compile(
    r"(?P<name>[^=+]+?)\s*(?:=\s*(?P<name_en>[^=+]+?)\s*)?(?:\+\s*(?:Rp\s*)?(?P<surcharge>[\d.]+))?"
)
SURCHARGE = re.compile(r"\d{1,3}(?:\.\d{3}){0,2}|\d{1,9}")


def rupiah_words(amount):
    return f"{int(amount):,}".replace(",", ".")


class OptionsField(forms.CharField):
    """Cleans to a list of {"name", "name_en", "surcharge"}, in the order of the lines."""

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(map(_as_line, value))

    def to_python(self, value):
        lines = [line for line in (value or "").splitlines() if line.strip()]
        options = [_option(number, tidy(line)) for number, line in enumerate(lines, 1)]
        names = [option["name"].casefold() for option in options]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValidationError(_("Jawaban “%(name)s” tertulis dua kali.") % {"name": twice})
        if len(options) > MOST_OPTIONS:
            raise ValidationError(_("Paling banyak %(count)d jawaban.") % {"count": MOST_OPTIONS})
        return options

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True

    def validate(self, value):
        """What is needed depends on the kind of the choice."""

    def run_validators(self, value):
        """Each line was judged already."""


def _as_line(option):
    english = f" = {option['name_en']}" if option["name_en"] else ""
    return (
        option["name"] + english + (f" +{rupiah_words(option['surcharge'])}" if option["surcharge"] else "")
    )


def _option(number, line):
    found = OPTION.fullmatch(line)
    surcharge = (found and found["surcharge"]) or "0"
    if (
        not found
        or not SURCHARGE.fullmatch(surcharge)
        or max(len(found["name"]), len(found["name_en"] or "")) > 60
    ):
        raise ValidationError(
            _(
                "Baris %(number)d: tulis jawabannya, lalu tambahan harganya sesudah tanda +, misalnya “XXL +10.000”."
            )
            % {"number": number}
        )
    return {
        "name": found["name"],
        "name_en": found["name_en"] or "",
        "surcharge": int(surcharge.replace(".", "")),
    }


class ChoiceForm(forms.ModelForm):
    options_text = OptionsField(
        label=gettext_lazy("Jawaban, satu di tiap baris"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5, "placeholder": "M\nL\nXXL +10.000"}),
        help_text=gettext_lazy("Tambahan harga sesudah +. Nama Inggris sesudah =, misalnya “Merah = Red”."),
    )
    max_length = forms.IntegerField(
        label=gettext_lazy("Tulisan paling panjang (huruf)"),
        min_value=1,
        max_value=LONGEST_TEXT,
        initial=20,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"inputmode": "numeric"}),
    )
    surcharge = forms.IntegerField(
        label=gettext_lazy("Tambahan harga tulisan (Rp)"),
        min_value=0,
        max_value=99_999_999,
        initial=0,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = Choice
        fields = ["name", "name_en", "kind", "is_required", "options_text", "max_length", "surcharge"]
        labels = {"name": gettext_lazy("Yang dipilih pembeli, misalnya Ukuran")}
        widgets = {
            "name": UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
            "name_en": UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
            "kind": UnfoldAdminSelectWidget(choices=ChoiceKind),
            "is_required": UnfoldBooleanWidget(),
        }
        error_messages = {"name": {"required": gettext_lazy("Tulis apa yang dipilih pembeli.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["options_text"] = list(self.instance.options.values("name", "name_en", "surcharge"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == ChoiceKind.PICK and not cleaned.get("options_text", ["?"]):
            self.add_error("options_text", _("Tulis jawabannya, satu di tiap baris."))
        return cleaned

    def save_options(self):
        """Answers keep their rows by name, so that a page that stands open still sends what it showed."""
        wanted = self.cleaned_data["options_text"] if self.instance.kind == ChoiceKind.PICK else []
        self.instance.options.exclude(name__in=[option["name"] for option in wanted]).delete()
        ChoiceOption.objects.bulk_create(
            [
                ChoiceOption(choice=self.instance, position=place, **option)
                for place, option in enumerate(wanted)
            ],
            update_conflicts=True,
            unique_fields=["choice", "name"],
            update_fields=["name_en", "surcharge", "position"],
        )

    def _save_m2m(self):
        super()._save_m2m()
        self.save_options()


class ChoiceFormSet(forms.models.BaseInlineFormSet):
    @property
    def open_places(self):
        """Those there are, and of the new ones those in which something was put."""
        return [form for form in self.forms if form.instance.pk or (self.is_bound and form.has_changed())]

    @property
    def further_places(self):
        return [form for form in self.forms if form not in self.open_places]


class ChoiceInline(ScopedStack):
    model = Choice
    form = ChoiceForm
    formset = ChoiceFormSet
    template = "admin/catalogue/product/choices.html"
    max_num = MOST
    verbose_name = gettext_lazy("Pilihan pembeli")
    verbose_name_plural = gettext_lazy("Pilihan pembeli")

    def get_extra(self, request, obj=None, **kwargs):
        """Two more at a time are to be had without a script."""
        return 2
