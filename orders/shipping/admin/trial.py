"""Trying out the tariffs: what a parcel of so many grams would cost, as a buyer would be told."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from catalog.models import ShipScope
from orders.shipping.quotes import Place, estimate
from upt_accounts import access
from upt_accounts.models import Partner
from upt_accounts.regions.choices import regencies
from upt_accounts.regions.models import Regency


@dataclass(frozen=True)
class Parcel:
    """As much of a product as tariffs ask for."""

    weight_grams: int
    name: str
    pk: int = 0
    ship_scope: str = ShipScope.NATIONWIDE
    is_food: bool = False
    shelf_life_days: int | None = None
    package_length_cm: int | None = None
    package_width_cm: int | None = None
    package_height_cm: int | None = None


class TrialForm(forms.Form):
    upt = forms.ModelChoiceField(
        Partner.objects.select_related("regency"),
        label=gettext_lazy("Dari UPT"),
        empty_label=gettext_lazy("Pilih UPT"),
        widget=UnfoldAdminSelectWidget(),
    )
    tujuan = forms.ChoiceField(
        label=gettext_lazy("Ke kabupaten atau kota"), choices=regencies, widget=UnfoldAdminSelectWidget()
    )
    gram = forms.IntegerField(
        label=gettext_lazy("Berat (gram)"),
        min_value=1,
        max_value=1_000_000,
        initial=1300,
        widget=UnfoldAdminIntegerFieldWidget(),
    )

    def options(self):
        """What a buyer there would be offered; call on a valid form."""
        regency = Regency.objects.get(pk=self.cleaned_data["tujuan"])
        parcel = Parcel(self.cleaned_data["gram"], _("Paket ini"))
        place = Place(regency.province_id, regency.pk, regency.name)
        return estimate(parcel, self.cleaned_data["upt"], place)


def trial_view(page, request, **kwargs):
    if not page.has_view_permission(request):
        raise PermissionDenied
    form = TrialForm(request.GET or None)
    form.fields["upt"].queryset = access.of_request(request).rows(access.VIEW, form.fields["upt"].queryset)
    context = {
        **page.admin_site.each_context(request),
        "title": _("Coba tarif"),
        "opts": page.opts,
        "form": form,
        "options": form.options() if form.is_valid() else None,
    }
    return TemplateResponse(request, "admin/shipping/tariff/trial.html", context)
