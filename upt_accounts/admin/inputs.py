"""Inputs of forms in the admin that Unfold does not have."""

from django import forms
from unfold.widgets import INPUT_CLASSES


class DayInput(forms.DateInput):
    """A day, chosen in the browser's or telephone's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__({"class": " ".join(INPUT_CLASSES), **(attrs or {})}, format="%Y-%m-%d")
