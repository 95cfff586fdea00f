"""Pictures of a product, taken with the telephone's camera and described for those who cannot see them."""

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from catalog.models import ProductImage
from upt_accounts.admin.scoped import ScopedStack
from upt_accounts.pictures.fields import PictureField

MOST = 8
# Places for pictures that stand open; further ones wait behind a word.
OPEN_PLACES = 3
# Where a new picture stands until all are numbered.
LAST = 1000


class PictureForm(forms.ModelForm):
    original = PictureField(
        label=gettext_lazy("Foto"),
        widget=forms.FileInput(),
        error_messages={"required": gettext_lazy("Pilih fotonya.")},
    )
    alt_id = forms.CharField(
        label=gettext_lazy("Apa yang terlihat"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Tulis apa yang terlihat di foto ini.")},
    )
    is_main = forms.BooleanField(
        label=gettext_lazy("Jadikan foto utama"), required=False, widget=UnfoldBooleanWidget()
    )

    class Meta:
        model = ProductImage
        fields = ["original", "alt_id"]

    def save(self, commit=True):
        if self.instance.pk is None:
            self.instance.display_order = LAST
        return super().save(commit)


class PictureFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        if self.instance.is_public and not any(map(self._stays, self.forms)):
            raise forms.ValidationError(_("Produk yang terbit memerlukan paling sedikit satu foto."))

    def _stays(self, form):
        chosen = (
            form.instance.pk or form.cleaned_data.get("original") if hasattr(form, "cleaned_data") else True
        )
        return chosen and not self._should_delete_form(form)

    @property
    def open_places(self):
        return self.forms[: self._count_open()]

    @property
    def further_places(self):
        return self.forms[self._count_open() :]

    def _count_open(self):
        """As many as there are pictures and one more, and all up to the last in which something was put."""
        touched = [place for place, form in enumerate(self.forms, 1) if self.is_bound and form.has_changed()]
        return max(OPEN_PLACES, self.initial_form_count() + 1, *touched[-1:])


class PictureInline(ScopedStack):
    model = ProductImage
    form = PictureForm
    formset = PictureFormSet
    template = "admin/catalogue/product/photos.html"
    max_num = MOST
    verbose_name = gettext_lazy("Foto")
    verbose_name_plural = gettext_lazy("Foto")

    def get_extra(self, request, obj=None, **kwargs):
        """All the places there may be: more are to be had without a script."""
        return MOST


def put_in_order(product, main=None):
    """Number the pictures 0, 1, 2 …, `main` first: cards look for number 0."""
    pictures = sorted(
        product.images.all(), key=lambda picture: (picture != main, picture.display_order, picture.pk)
    )
    for place, picture in enumerate(pictures):
        picture.display_order = place
    ProductImage.objects.bulk_update(pictures, ["display_order"])


def chosen_main(formset):
    """The picture that was marked as the new main one, if any."""
    for form in formset.forms:
        if form.cleaned_data.get("is_main") and form.instance.pk and not form.cleaned_data.get("DELETE"):
            return form.instance
    return None
