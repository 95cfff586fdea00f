"""What services charge between two places."""

from decimal import Decimal
from functools import partial

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from catalog.admin.fields import RupiahField
from catalog.templatetags.money import rupiah
from orders.shipping.admin.trial import trial_view
from orders.shipping.models import ServiceKind, ShippingService, Tariff
from upt_accounts.admin.filters import SelectFilter
from upt_accounts.admin.scoped import ScopedAdmin
from upt_accounts.regions.choices import provinces_and_regencies
from upt_accounts.regions.models import Province, Regency


class ChargeField(RupiahField):
    """A charge, which may be nothing."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code == "not_positive":
                return Decimal(0)
            raise


class PlaceField(forms.ChoiceField):
    """A whole province or one regency of it; cleaned to the two of them."""

    def __init__(self, **options):
        super().__init__(widget=UnfoldAdminSelectWidget(), choices=self._offered, **options)

    @staticmethod
    def _offered():
        yield "", _("Pilih tempat")
        yield from provinces_and_regencies(_("%s, seluruh provinsi"))

    def clean(self, value):
        code = super().clean(value)
        regency = Regency.objects.select_related("province").filter(pk=code).first()
        return (regency.province, regency) if regency else (Province.objects.filter(pk=code).first(), None)


class TariffForm(forms.ModelForm):
    shown_origin = PlaceField(label=gettext_lazy("Asal"))
    shown_destination = PlaceField(label=gettext_lazy("Tujuan"))
    first_price = ChargeField(
        label=gettext_lazy("Harga pertama"),
        help_text=gettext_lazy("Untuk berat minimum kurir, biasanya 1 kg."),
    )
    further_price = ChargeField(label=gettext_lazy("Harga tiap kg berikutnya"))

    class Meta:
        model = Tariff
        fields = ["service", "first_price", "further_price", "max_kg", "min_days", "max_days"]
        help_texts = {
            "max_kg": gettext_lazy(
                "Kosong: tanpa batas. 0 menutup kabupaten atau kota ini: tidak dilayani, "
                "walaupun provinsinya dilayani."
            ),
            "min_days": gettext_lazy("Hari kalender sejak paket dikirim."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["shown_origin"] = self.instance.origin_regency_id or self.instance.origin_id
            self.initial["shown_destination"] = (
                self.instance.destination_regency_id or self.instance.destination_id
            )

    def clean(self):
        cleaned = super().clean()
        self._clean_weight(cleaned)
        first, last = cleaned.get("min_days"), cleaned.get("max_days")
        if first is not None and last is not None and last < first:
            self.add_error("max_days", _("Hari paling lama tidak boleh kurang dari hari paling cepat."))
        return cleaned

    def _clean_weight(self, cleaned):
        most, service = cleaned.get("max_kg"), cleaned.get("service")
        whole = [cleaned.get(name, (None, None))[1] is None for name in ("shown_origin", "shown_destination")]
        if most == 0 and all(whole) and {"shown_origin", "shown_destination"} <= cleaned.keys():
            text = _("0 menutup satu kabupaten atau kota. Untuk seluruh provinsi, hapus saja tarifnya.")
            self.add_error("max_kg", text)
        if most and service and most < service.courier.min_kg:
            text = _("Kurir ini menghitung paling sedikit %(kg)d kg: tarif ini tidak akan pernah dipakai.")
            self.add_error("max_kg", text % {"kg": service.courier.min_kg})

    def _post_clean(self):
        for end in ("origin", "destination"):
            place = self.cleaned_data.get(f"shown_{end}")
            if place:
                province, regency = place
                setattr(self.instance, end, province)
                setattr(self.instance, f"{end}_regency", regency)
        super()._post_clean()

    def _get_validation_exclusions(self):
        """The places are not fields of the form, but one route has one tariff all the same."""
        excluded = super()._get_validation_exclusions()
        if {"shown_origin", "shown_destination"} <= self.cleaned_data.keys():
            excluded -= {"origin", "origin_regency", "destination", "destination_regency"}
        return excluded


class ServiceFilter(SelectFilter):
    title = gettext_lazy("Layanan")
    parameter_name = "layanan"

    def lookups(self, request, model_admin):
        return ShippingService.objects.exclude(kind=ServiceKind.PICKUP).values_list("code", "name")

    def narrow(self, queryset, chosen):
        return queryset.filter(service__code=chosen)


class PlaceFilter(SelectFilter):
    """Rows of a province, those of its regencies among them."""

    end = ""

    def lookups(self, request, model_admin):
        return Province.objects.values_list("code", "name")

    def narrow(self, queryset, chosen):
        return queryset.filter(**{self.end: chosen})


class OriginFilter(PlaceFilter):
    title, parameter_name, end = gettext_lazy("Asal"), "asal", "origin"


class DestinationFilter(PlaceFilter):
    title, parameter_name, end = gettext_lazy("Tujuan"), "tujuan", "destination"


class ReachFilter(admin.SimpleListFilter):
    title = gettext_lazy("Berlaku untuk")
    parameter_name = "berlaku"

    def lookups(self, request, model_admin):
        return [
            ("provinsi", _("Seluruh provinsi")),
            ("kabupaten", _("Satu kabupaten atau kota")),
            ("tutup", _("Ditutup")),
        ]

    def queryset(self, request, queryset):
        one_regency = Q(origin_regency__isnull=False) | Q(destination_regency__isnull=False)
        conditions = {"provinsi": ~one_regency, "kabupaten": one_regency, "tutup": Q(max_kg=0)}
        return queryset.filter(conditions[self.value()]) if self.value() in conditions else queryset


@admin.register(Tariff)
class TariffAdmin(ScopedAdmin):
    form = TariffForm
    change_list_template = "admin/shipping/tariff/change_list.html"
    list_display = ["shown_route", "service", "shown_price", "shown_limit", "shown_days"]
    list_filter = [ReachFilter, ServiceFilter, OriginFilter, DestinationFilter]
    list_select_related = ["service", "origin", "origin_regency", "destination", "destination_regency"]
    search_fields = [
        "service__name",
        "origin__name",
        "origin_regency__name",
        "destination__name",
        "destination_regency__name",
    ]
    search_help_text = gettext_lazy("Cari layanan, provinsi, atau kabupaten")
    ordering = ["service__position", "origin__name", "destination__name", "destination_regency__name", "pk"]
    fieldsets = [
        (gettext_lazy("Rute"), {"fields": ["service", "shown_origin", "shown_destination"]}),
        (gettext_lazy("Harga"), {"fields": ["first_price", "further_price", "max_kg"]}),
        (gettext_lazy("Lama perjalanan"), {"fields": ["min_days", "max_days"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        """Who only reads sees amounts in rupiah and limits in words."""
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": self.list_display})]

    def get_custom_urls(self):
        return (("coba/", "shipping_tariff_trial", partial(trial_view, self)),)

    def choices(self, db_field, request):
        """What is fetched costs nothing and has no tariff."""
        rows = super().choices(db_field, request)
        if db_field.name == "service":
            return rows.exclude(kind=ServiceKind.PICKUP).select_related("courier")
        return rows

    @admin.display(description=gettext_lazy("Rute"), ordering="origin__name")
    def shown_route(self, tariff):
        return f"{self.shown_origin(tariff)} → {self.shown_destination(tariff)}"

    @admin.display(description=gettext_lazy("Harga"), ordering="first_price")
    def shown_price(self, tariff):
        names = {"first": rupiah(tariff.first_price), "further": rupiah(tariff.further_price)}
        return _("%(first)s, lalu %(further)s tiap kg") % names

    @admin.display(description=gettext_lazy("Asal"))
    def shown_origin(self, tariff):
        return tariff.origin_regency or tariff.origin

    @admin.display(description=gettext_lazy("Tujuan"))
    def shown_destination(self, tariff):
        return tariff.destination_regency or tariff.destination

    @admin.display(description=gettext_lazy("Berat"), ordering="max_kg")
    def shown_limit(self, tariff):
        if tariff.max_kg == 0:
            return _("ditutup")
        return _("sampai %(kg)d kg") % {"kg": tariff.max_kg} if tariff.max_kg else _("tanpa batas")

    @admin.display(description=gettext_lazy("Lama"), ordering="max_days")
    def shown_days(self, tariff):
        if tariff.min_days == tariff.max_days:
            return _("%(days)d hari") % {"days": tariff.max_days} if tariff.max_days else _("hari itu juga")
        return _("%(first)d–%(last)d hari") % {"first": tariff.min_days, "last": tariff.max_days}
