"""The queue of money that has to go back: what is open comes first, and of that what waits longest."""

from django import forms
from django.contrib import admin
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from catalog.templatetags.money import rupiah
from orders.payments import refunds
from orders.payments.admin.links import attempt_link, order_link
from orders.payments.models import RefundCase
from upt_accounts.admin.history import history_in_words
from upt_accounts.admin.inputs import DayInput
from upt_accounts.admin.scoped import ScopedAdmin
from upt_accounts.states.machine import TransitionRefused, history

STATES = {refunds.OPEN: gettext_lazy("Terbuka"), refunds.CLOSED: gettext_lazy("Selesai")}


class ClosingForm(forms.ModelForm):
    """What was done and when. A POST locks the case, so that of two people at once only one sends the money."""

    done_on = forms.DateField(
        label=gettext_lazy("Tanggal selesai"),
        widget=DayInput(),
        help_text=gettext_lazy("Hari uang dikembalikan, atau hari bank memutuskan."),
    )
    done = forms.CharField(
        label=gettext_lazy("Apa yang dilakukan"),
        max_length=300,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Misalnya “Dikembalikan lewat Midtrans, nomor refund R-123” atau “Ditransfer ke rekening pembeli”."
        ),
    )

    class Meta:
        model = RefundCase
        fields = []

    def clean_done_on(self):
        done_on = self.cleaned_data["done_on"]
        if done_on > timezone.localdate():
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        if done_on < timezone.localdate(self.instance.opened_at):
            raise forms.ValidationError(_("Saat itu uangnya belum perlu dikembalikan."))
        return done_on

    def clean(self):
        try:
            refunds.lock(self.instance)
        except TransitionRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return super().clean()


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("Keadaan")
    parameter_name = "keadaan"

    def lookups(self, request, model_admin):
        return [("terbuka", _("Terbuka")), ("selesai", _("Selesai"))]

    def queryset(self, request, queryset):
        if self.value() in ("terbuka", "selesai"):
            return queryset.filter(closed_at__isnull=self.value() == "terbuka")
        return queryset


@admin.register(RefundCase)
class RefundCaseAdmin(ScopedAdmin):
    form = ClosingForm
    change_form_template = "admin/payment/refundcase/change_form.html"
    list_display = ["shown_attempt", "shown_state", "reason", "shown_amount", "shown_age", "shown_order"]
    list_filter = [StateFilter, "reason"]
    list_select_related = ["attempt__order"]
    search_fields = ["attempt__midtrans_order_id", "attempt__order__number"]
    search_help_text = gettext_lazy("Cari nomor pesanan")
    ordering = [F("closed_at").desc(nulls_first=True), "opened_at"]
    facts = [
        "reason",
        "shown_amount",
        "shown_order",
        "shown_payment",
        "opened_at",
        "note",
        "closed_at",
        "shown_history",
    ]
    readonly_fields = facts

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """A case that ended only shows; who posts to it from an old page is told so."""
        ended = obj is not None and obj.closed_at is not None and request.method != "POST"
        return not ended and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        may_close = self.has_change_permission(request, obj)
        closing = [(_("Selesaikan"), {"fields": ["done_on", "done"]})] if may_close else []
        facts = [name for name in self.facts if getattr(obj, name, True)]
        return [(None, {"fields": facts if obj and obj.closed_at else facts[:-1]}), *closing]

    # --- Columns -------------------------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("Percobaan bayar"), ordering="attempt__midtrans_order_id")
    def shown_attempt(self, case):
        return case.attempt.midtrans_order_id

    @display(
        description=gettext_lazy("Keadaan"),
        ordering="closed_at",
        label={refunds.OPEN: "danger", refunds.CLOSED: "success"},
    )
    def shown_state(self, case):
        state = refunds.CLOSED if case.closed_at else refunds.OPEN
        return state, STATES[state]

    @display(description=gettext_lazy("Jumlah"), ordering="amount")
    def shown_amount(self, case):
        return rupiah(case.amount)

    @display(description=gettext_lazy("Umur"), ordering="opened_at")
    def shown_age(self, case):
        days = ((case.closed_at or timezone.now()) - case.opened_at).days
        return ngettext("%(days)d hari", "%(days)d hari", days) % {"days": days} if days else _("Hari ini")

    @admin.display(description=gettext_lazy("Pesanan"))
    def shown_order(self, case):
        return order_link(case.attempt.order)

    @admin.display(description=gettext_lazy("Percobaan bayar"))
    def shown_payment(self, case):
        return attempt_link(case.attempt)

    @admin.display(description=gettext_lazy("Riwayat"))
    def shown_history(self, case):
        return history_in_words(history(case), STATES)

    # --- Closing -------------------------------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        refunds.close(
            obj,
            done_on=form.cleaned_data["done_on"],
            note=form.cleaned_data["done"],
            actor=request.user,
        )
