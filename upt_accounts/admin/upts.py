"""UPTs and the Kanwils above them. A kepala keeps what buyers read of their UPT; the pengelola keeps the rest."""

from django.contrib import admin, messages
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upt_accounts.admin.filters import SelectFilter
from upt_accounts.admin.scoped import ScopedAdmin
from upt_accounts.admin.upt_form import UptForm
from upt_accounts.admin.upt_pictures import UptPictureInline, put_in_order
from upt_accounts.models import Kanwil, Partner

BY_KEPALA = ["about", "pickup_place", "pickup_hours", "cutoff_hour", "phone", "whatsapp"]
PLACE = ["street", "city", "regency", "postal_code", "time_zone", "latitude", "longitude"]
BY_PENGELOLA = ["name", "code", "slug", "kind", "shown_kanwil", "email", "is_active", *PLACE]


class KanwilFilter(SelectFilter):
    title = gettext_lazy("Kanwil")
    parameter_name = "kanwil"

    def lookups(self, request, model_admin):
        seen = model_admin.get_queryset(request).order_by("kanwil__name")
        return seen.values_list("kanwil", "kanwil__name").distinct()

    def has_output(self):
        return len(self.lookup_choices) > 1

    def narrow(self, queryset, chosen):
        return queryset.filter(kanwil=chosen)


class StaffFilter(admin.SimpleListFilter):
    """For who can do something about it."""

    title = gettext_lazy("Petugas")
    parameter_name = "petugas"

    def lookups(self, request, model_admin):
        return [("belum", _("Belum ada"))] if model_admin.has_add_permission(request) else []

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=Partner.objects.unstaffed()) if self.value() == "belum" else queryset


@admin.register(Partner)
class UptAdmin(ScopedAdmin):
    form = UptForm
    inlines = [UptPictureInline]
    change_form_template = "admin/partner/partner/change_form.html"
    list_display = ["name", "city", "kanwil", "is_active"]
    list_filter = [KanwilFilter, "kind", "is_active", StaffFilter]
    list_select_related = ["kanwil"]
    search_fields = ["name", "city", "code"]
    search_help_text = gettext_lazy("Cari nama, kota, atau kode")
    ordering = ["name"]
    warn_unsaved_form = True

    def get_fieldsets(self, request, obj=None):
        """A new UPT begins with what it is; one that stands, with what changes most."""
        kanwil = "kanwil" if self.has_add_permission(request) else "shown_kanwil"
        what_it_is = ["name", "code", "slug", "kind", kanwil, "email", "is_active"]
        sets = [(_("Nama dan induk"), {"fields": what_it_is}), (_("Letak"), {"fields": PLACE})]
        buyers = (_("Untuk pembeli"), {"fields": BY_KEPALA})
        return [buyers, *sets] if obj else [*sets, buyers]

    @admin.display(description=gettext_lazy("Kanwil"))
    def shown_kanwil(self, upt):
        """Without Django's link, which leads where a kepala may not go."""
        return upt.kanwil.name

    def get_readonly_fields(self, request, obj=None):
        if not self.has_add_permission(request):
            return BY_PENGELOLA
        return ["code"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Advice stands beside what this person can write, and nowhere else."""
        if not self.has_add_permission(request):
            advice = UptForm.Meta.help_texts
            kwargs["help_texts"] = {name: advice[name] for name in BY_KEPALA if name in advice}
        return super().get_form(request, obj, change, **kwargs)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if context["errors"] and request.FILES:
            messages.warning(
                request, _("Pilih lagi gambarnya: peramban tidak menyimpannya saat ada isian yang keliru.")
            )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            put_in_order(form.instance, formset)


@admin.register(Kanwil)
class KanwilAdmin(ScopedAdmin):
    list_display = ["name", "shown_upts"]
    search_fields = ["name"]
    search_help_text = gettext_lazy("Cari nama Kanwil")
    ordering = ["name"]
    fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_upts=Count("upts"))

    @admin.display(description=gettext_lazy("UPT"), ordering="number_of_upts")
    def shown_upts(self, kanwil):
        return kanwil.number_of_upts
