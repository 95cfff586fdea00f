"""Fields that take what people here type and offer what they may choose."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from catalog.models import Category

RUPIAH = re.compile(r"(?:rp\s?\.?\s?)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,-|,00)?", re.IGNORECASE)


class RupiahField(forms.Field):
    """Whole rupiah as "125000", "125.000" or "Rp125.000"; what else it may mean is asked, not guessed."""

    widget = UnfoldAdminTextInputWidget(
        attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "125.000"}
    )
    default_error_messages = {
        "invalid": _("Tulis harga dalam rupiah tanpa sen, misalnya 125.000."),
        "too_large": _("Harga paling besar Rp999.999.999."),
        "not_positive": _("Harga harus lebih dari Rp0."),
    }

    def prepare_value(self, value):
        return f"{value:,.0f}".replace(",", ".") if isinstance(value, (int, Decimal)) else value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        found = RUPIAH.fullmatch(str(value).strip())
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        digits = found.group(1).replace(".", "")
        if len(digits.lstrip("0")) > 9:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        if int(digits) == 0:
            raise ValidationError(self.error_messages["not_positive"], code="not_positive")
        return Decimal(digits)

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class LeafCategoryField(forms.ModelChoiceField):
    """Categories that hold products, each under the name of the group it belongs to."""

    def __init__(self, **options):
        options.setdefault("widget", UnfoldAdminSelectWidget())
        super().__init__(Category.objects.filter(numchild=0).order_by("path"), **options)
        self._names = {}

    def label_from_instance(self, category):
        if not self._names:
            self._names = dict(Category.objects.values_list("path", "name"))
        steps = range(Category.steplen, len(category.path) + 1, Category.steplen)
        return " › ".join(self._names.get(category.path[:length], "") for length in steps)

    def __deepcopy__(self, memo):
        """Names are read once a form, not once a process."""
        copied = super().__deepcopy__(memo)
        copied._names = {}
        return copied
