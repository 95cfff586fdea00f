"""The form field for pictures: what it gives on is clean already."""

from django import forms

from upt_accounts.pictures.intake import ACCEPT, take_in


class PictureField(forms.FileField):
    """Takes a photograph as a telephone makes it; `cleaned_data` holds a `CleanPicture`."""

    def to_python(self, data):
        upload = super().to_python(data)
        return upload and take_in(upload)

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        if isinstance(widget, forms.FileInput):
            attrs.setdefault("accept", ACCEPT)
        return attrs
