from django import forms
from django.utils.translation import gettext_lazy as _


class QuantityForm(forms.Form):
    """How many pieces, against what is left of a product for this buyer."""

    quantity = forms.IntegerField(
        label=_("Jumlah"),
        min_value=1,
        error_messages={
            "required": _("Tulis jumlahnya, misalnya 1."),
            "invalid": _("Tulis jumlah sebagai angka, misalnya 1."),
            "min_value": _("Jumlah paling sedikit 1."),
        },
    )

    def __init__(self, data, *, left, already=0):
        super().__init__(data)
        self.left, self.already = left, already

    def clean_quantity(self):
        wanted = self.cleaned_data["quantity"]
        if self.left <= 0:
            raise forms.ValidationError(_("Barang ini sedang habis."))
        if wanted + self.already > self.left:
            if self.already:
                raise forms.ValidationError(
                    _("Tinggal %(left)d, dan %(already)d sudah ada di keranjang Anda."),
                    params={"left": self.left, "already": self.already},
                )
            raise forms.ValidationError(
                _("Tinggal %(left)d. Pilih jumlah yang lebih kecil."), params={"left": self.left}
            )
        return wanted
