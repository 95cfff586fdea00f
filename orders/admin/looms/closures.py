"""Closed days of a workshop or a UPT, and, by the national office, of all. What hangs on them changes along."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.capacity import closures
from catalog.capacity.models import Closure
from catalog.capacity.replanning import PlanRefused
from orders.admin.looms.jobs import tell_moved
from upt_accounts import access
from upt_accounts.admin.inputs import DayInput
from upt_accounts.admin.scoped import ScopedAdmin, UptFilter


class ClosureForm(forms.ModelForm):
    """Saving is trying: what the days cannot be closed for stands beside the form, with all that was typed."""

    actor = None

    class Meta:
        model = Closure
        fields = ["upt", "workshop", "first_day", "last_day", "reason"]
        widgets = {"first_day": DayInput(), "last_day": DayInput()}
        help_texts = {
            "reason": gettext_lazy("Misalnya “Renovasi dapur”. Pembeli yang tanggalnya mundur membacanya."),
        }

    def clean(self):
        cleaned = super().clean()
        workshop, upt = cleaned.get("workshop"), cleaned.get("upt")
        if workshop and workshop.upt_id != (upt.pk if upt else None):
            self.add_error("workshop", _("Bengkel ini bukan milik UPT itu."))
        return cleaned


@admin.register(Closure)
class ClosureAdmin(ScopedAdmin):
    form = ClosureForm
    list_display = ["first_day", "last_day", "reason", "shown_place"]
    list_filter = [UptFilter]
    list_select_related = ["upt", "workshop"]
    ordering = ["-first_day", "-pk"]
    fields = ["upt", "workshop", "first_day", "last_day", "reason"]

    @admin.display(description=gettext_lazy("Yang tutup"))
    def shown_place(self, closure):
        if closure.upt_id is None:
            return _("Semua UPT")
        return f"{closure.upt.name}, {closure.workshop.name}" if closure.workshop_id else closure.upt.name

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Only who writes for the whole country may leave the UPT open."""
        form = _trying(super().get_form(request, obj, change, **kwargs), request, change)
        upt = form.base_fields.get("upt")
        if upt and not access.of_request(request).reach(access.ADD, Closure).everywhere:
            upt.required = True
            if upt.queryset.count() == 1:
                upt.empty_label, upt.initial = None, upt.queryset.get().pk
        return form

    def save_model(self, request, obj, form, change):
        tell_moved(request, form.moved)

    def delete_model(self, request, obj):
        tell_moved(request, closures.delete(obj, actor=request.user))


def _trying(form_class, request, is_change):
    class Trying(form_class):
        moved = ()

        def _post_clean(self):
            super()._post_clean()
            if self.errors or not self.has_changed():
                return
            try:
                save = closures.change if is_change else closures.add
                self.moved = save(self.instance, actor=request.user)
            except PlanRefused as refusal:
                self.add_error(None, str(refusal))

    return Trying
