"""Pictures of a UPT: the banner of its page first, then scenes of its workshops."""

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from upt_accounts.admin.scoped import ScopedStack
from upt_accounts.models import UptPicture
from upt_accounts.pictures.fields import PictureField

MOST = 6
# Where new pictures stand until all are numbered.
LAST = 1000


class UptPictureForm(forms.ModelForm):
    original = PictureField(
        label=gettext_lazy("Gambar"),
        widget=forms.FileInput(),
        error_messages={"required": gettext_lazy("Pilih gambarnya.")},
    )
    alt_id = forms.CharField(
        label=gettext_lazy("Apa yang terlihat"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Tulis apa yang terlihat di gambar ini.")},
    )
    is_banner = forms.BooleanField(
        label=gettext_lazy("Jadikan gambar utama"), required=False, widget=UnfoldBooleanWidget()
    )

    class Meta:
        model = UptPicture
        fields = ["original", "alt_id"]


class UptPictureFormSet(BaseInlineFormSet):
    def save_new(self, form, commit=True):
        form.instance.position = LAST + self.forms.index(form)
        return super().save_new(form, commit)


class UptPictureInline(ScopedStack):
    model = UptPicture
    form = UptPictureForm
    formset = UptPictureFormSet
    template = "admin/partner/partner/pictures.html"
    max_num = MOST
    verbose_name = gettext_lazy("Gambar")
    verbose_name_plural = gettext_lazy("Gambar")

    def get_extra(self, request, obj=None, **kwargs):
        return 2


def put_in_order(upt, formset):
    """Number the pictures 0, 1, 2 …, the chosen banner first; in two steps, since no two may share a number."""
    chosen = [form.instance.pk for form in formset.forms if form.cleaned_data.get("is_banner")]
    pictures = sorted(upt.pictures.all(), key=lambda one: (one.pk not in chosen, one.position))
    for first in (2 * LAST, 0):
        for place, picture in enumerate(pictures, first):
            picture.position = place
        UptPicture.objects.bulk_update(pictures, ["position"])
