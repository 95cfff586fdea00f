from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Availability
from catalog.promises import promise_of, supplies_of


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


class WishForm(forms.Form):
    """From where the pieces are to come, and of which day; what is not asked is what the product offers first."""

    asal = forms.ChoiceField(
        choices=Availability,
        required=False,
        error_messages={"invalid_choice": _("Pilihan ini tidak tersedia lagi. Pilih yang lain.")},
    )
    hari = forms.DateField(
        required=False, error_messages={"invalid": _("Pilih harinya dari yang ditawarkan.")}
    )

    def __init__(self, data, *, product):
        super().__init__(data)
        self.product = product
        # Offered where the day that was asked for is gone.
        self.other_days = []

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        ways = supplies_of(self.product)
        supply = cleaned["asal"] or ways[0]
        if supply not in ways:
            raise forms.ValidationError(_("Pilihan ini tidak tersedia lagi. Pilih yang lain."))
        day = cleaned["hari"] if supply == Availability.DAILY_BATCH else None
        self.promise = promise_of(self.product, supply=supply, day=day)
        if day and self.promise.sold_out:
            self.other_days = [batch.day for batch in self.promise.days]
            raise forms.ValidationError(_("Hari itu tidak dapat dipesan lagi. Pilih hari lain."))
        if supply == Availability.DAILY_BATCH and not self.promise.sold_out:
            day = self.promise.ships_on
        return {"asal": supply, "hari": day}
