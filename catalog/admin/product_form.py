"""The short form by which a petugas describes a product, prices it and says how many there are."""

import re

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from oscar.core.loading import get_model
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from catalog.admin.fields import LeafCategoryField, RupiahField
from catalog.models import Availability, Product
from catalog.publication import missing_facts
from catalog.shelf import record_of
from upt_accounts.models import StockMovement

Reason = StockMovement.Reason
REASONS = [
    (reason.value, reason.label)
    for reason in (Reason.COUNTED, Reason.RECEIVED, Reason.DAMAGED, Reason.CORRECTED)
]


INITIALS = re.compile(r"([A-Z]\.?){0,2}")
EMPTY_CHOICES = {
    "category": gettext_lazy("Pilih kategori"),
    "workshop": gettext_lazy("Tanpa bengkel"),
}


class ProductForm(forms.ModelForm):
    category = LeafCategoryField(label=gettext_lazy("Kategori"), required=False)
    price = RupiahField(label=gettext_lazy("Harga (Rp)"), required=False)
    pieces = forms.IntegerField(
        label=gettext_lazy("Stok sekarang"),
        min_value=0,
        max_value=1_000_000,
        initial=0,
        # Tells a number that was typed from one that was only shown while buyers changed the stock.
        show_hidden_initial=True,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Tulis jumlahnya dengan angka.")},
        help_text=gettext_lazy(
            "Barang jadi di rak. Untuk barang pesanan dan harian: berapa yang sanggup dibuat."
        ),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Sebab stok berubah"),
        choices=REASONS,
        required=False,
        widget=UnfoldAdminSelectWidget(),
    )

    class Meta:
        model = Product
        fields = "__all__"  # noqa: DJ007 - the admin narrows it to the fields it shows
        labels = {"title": gettext_lazy("Nama barang"), "description": gettext_lazy("Uraian")}
        help_texts = {"weight_grams": gettext_lazy("Bersama kemasannya, siap dikirim.")}
        widgets = {
            name: UnfoldAdminTextareaWidget(attrs={"rows": rows})
            for name, rows in (("description", 6), ("ingredients", 3), ("care", 3), ("description_en", 6))
        }
        error_messages = {
            "title": {"required": gettext_lazy("Tulis nama barang.")},
            "weight_grams": {"required": gettext_lazy("Isi berat kirim.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = None
        for name, words in EMPTY_CHOICES.items():
            if name in self.fields:
                self.fields[name].empty_label = words
        if "title" in self.fields:
            self.fields["title"].required = True
        if self.instance.pk:
            self._show_what_is()
        else:
            self.instance.product_class = _the_product_class()

    def _show_what_is(self):
        # A POST locks the stock, so that what is checked here still holds when it is saved.
        self.record = record_of(self.instance, lock=self.is_bound)
        self.initial["category"] = self.instance.categories.order_by("path").first()
        if self.record:
            self.initial["price"] = self.record.price
            self.initial["pieces"] = self.record.num_in_stock
        if "workshop" in self.fields:
            workshops = self.fields["workshop"]
            workshops.queryset = workshops.queryset.filter(upt=self.instance.upt_id)

    def clean_weight_grams(self):
        if self.cleaned_data["weight_grams"] == 0:
            raise forms.ValidationError(_("Berat kirim paling sedikit 1 gram."))
        return self.cleaned_data["weight_grams"]

    def clean_maker_initials(self):
        """The database refuses names; here it is said beside the field."""
        initials = self.cleaned_data["maker_initials"].replace(" ", "").upper()
        if not INITIALS.fullmatch(initials):
            raise forms.ValidationError(
                _("Tulis pembuat dengan paling banyak dua huruf awal, misalnya “SR”.")
            )
        return initials

    def clean_pieces(self):
        pieces, record = self.cleaned_data["pieces"], self.record
        if "pieces" not in self.changed_data or record is None:
            return pieces
        if self._shown_pieces() != record.num_in_stock:
            self._show_pieces(record.num_in_stock)
            raise forms.ValidationError(
                _("Stok berubah menjadi %(now)d selama Anda mengisi. Hitung lagi, lalu simpan."),
                params={"now": record.num_in_stock},
            )
        if pieces < record.num_allocated:
            raise forms.ValidationError(
                _("Stok tidak boleh kurang dari %(reserved)d yang sudah dipesan."),
                params={"reserved": record.num_allocated},
            )
        return pieces

    def _shown_pieces(self):
        field = self.fields["pieces"]
        try:
            return field.to_python(
                field.hidden_widget().value_from_datadict(
                    self.data, self.files, self["pieces"].html_initial_name
                )
            )
        except forms.ValidationError:
            return None

    def _show_pieces(self, number):
        """From now on the page knows of this number, so that what is typed next is taken."""
        self.data = self.data.copy()
        self.data[self["pieces"].html_initial_name] = str(number)

    def clean(self):
        cleaned = super().clean()
        upt, workshop = cleaned.get("upt"), cleaned.get("workshop")
        if upt and workshop and workshop.upt_id != upt.pk:
            self.add_error("workshop", _("Bengkel ini milik UPT lain."))
        if cleaned.get("availability") == Availability.DAILY_BATCH and not cleaned.get("daily_capacity"):
            self.add_error("daily_capacity", _("Isi berapa banyak yang dibuat setiap hari."))
        if cleaned.get("is_unique") and (cleaned.get("pieces") or 0) > 1:
            self.add_error("pieces", _("Karya yang hanya ada satu stoknya paling banyak 1."))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.has_error("title"):
            # Oscar says so once more, above the form.
            self.errors.pop(NON_FIELD_ERRORS, None)
        if self.instance.is_public:
            self._keep_complete()

    def _keep_complete(self):
        """Refuse to take from a product in the shop what it could not have been published without."""
        for sentence in missing_facts(self.instance):
            self.add_error(None, sentence)
        for name, sentence in (("price", _("Isi harga.")), ("category", _("Pilih kategori."))):
            if name in self.cleaned_data and not self.cleaned_data[name]:
                self.add_error(name, sentence)

    @property
    def changes_stock(self):
        return "pieces" in self.changed_data


def _the_product_class():
    """All goods are of one class to Oscar: kept in stock and sent."""
    return get_model("catalogue", "ProductClass").objects.get_or_create(name="Barang")[0]
