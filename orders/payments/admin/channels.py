"""The ways to pay, to switch on and off: one tap each, from the next payment page on."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from orders.payments import offering
from orders.payments.channels import in_words, kind_of
from orders.payments.models import PaymentChannel
from upt_accounts import access
from upt_accounts.admin.history import history_in_words
from upt_accounts.admin.scoped import ReadOnlyAdmin
from upt_accounts.states.machine import TransitionRefused, history
from upt_accounts.states.models import StateChange

STATES = {offering.ON: gettext_lazy("Ditawarkan"), offering.OFF: gettext_lazy("Tidak ditawarkan")}
LIMITED = "limited"


@admin.register(PaymentChannel)
class PaymentChannelAdmin(ReadOnlyAdmin):
    """Rows come with a migration, since each needs its name and its steps in code; what changes is the switch."""

    list_before_template = "admin/payment/paymentchannel/before.html"
    list_display = ["shown_name", "shown_switch", "shown_state", "shown_kind", "shown_change"]
    sortable_by = ()
    ordering = ["position"]
    list_per_page = 100
    fields = ["shown_state_in_words", "shown_kind", "code", "shown_history"]

    def get_queryset(self, request):
        kind = ContentType.objects.get_for_model(PaymentChannel)
        changes = StateChange.objects.filter(content_type=kind, object_id=OuterRef("pk")).order_by("-pk")
        return (
            super()
            .get_queryset(request)
            .annotate(
                changed_at=Subquery(changes.values("at")[:1]),
                changed_by=Subquery(changes.values("actor__first_name")[:1]),
            )
        )

    def get_list_display(self, request):
        may_switch = self._may_switch(request)
        return [name for name in self.list_display if may_switch or name != "shown_switch"]

    def changelist_view(self, request, extra_context=None):
        on, limit = offering.switched_on(), settings.MIDTRANS_CHANNELS
        words = {
            "offered_in_words": in_words(on or limit),
            "limit": ", ".join(limit),
            "is_all_off": not on,
        }
        return super().changelist_view(request, {**(extra_context or {}), **words})

    # --- Columns -------------------------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("Cara bayar"), ordering="position")
    def shown_name(self, channel):
        return str(channel)

    @admin.display(description=gettext_lazy("Jenis"))
    def shown_kind(self, channel):
        return capfirst(str(kind_of(channel.code).label))

    @display(
        description=gettext_lazy("Keadaan"),
        ordering="is_enabled",
        label={offering.ON: "success", offering.OFF: None, LIMITED: "warning"},
    )
    def shown_state(self, channel):
        if not offering.is_allowed(channel.code):
            return LIMITED, _("Dibatasi server")
        state = offering.ON if channel.is_enabled else offering.OFF
        return state, STATES[state]

    @admin.display(description=gettext_lazy("Keadaan"))
    def shown_state_in_words(self, channel):
        return self.shown_state(channel)[1]

    @admin.display(description=gettext_lazy("Terakhir diubah"))
    def shown_change(self, channel):
        if not channel.changed_at:
            return ""
        stamp = date_format(localtime(channel.changed_at), "DATETIME_FORMAT")
        return f"{stamp} · {channel.changed_by}" if channel.changed_by else stamp

    @admin.display(description="")
    def shown_switch(self, channel):
        """A button of the list's own form, sent to an address of its own."""
        if not offering.is_allowed(channel.code):
            return ""
        step, words = ("disable", _("Matikan")) if channel.is_enabled else ("enable", _("Nyalakan"))
        return format_html(
            '<button class="desk-button" id="{}" formaction="{}" aria-label="{} {}">{}</button>',
            _anchor(channel),
            reverse(f"admin:payment_paymentchannel_{step}", args=[channel.pk]),
            words,
            channel,
            words,
        )

    @admin.display(description=gettext_lazy("Riwayat"))
    def shown_history(self, channel):
        return history_in_words(history(channel), STATES)

    # --- Switching -----------------------------------------------------------------------------------------------
    def get_custom_urls(self):
        return (
            ("<path:object_id>/nyalakan/", "payment_paymentchannel_enable", self.enable_view),
            ("<path:object_id>/matikan/", "payment_paymentchannel_disable", self.disable_view),
        )

    def enable_view(self, request, object_id, **kwargs):
        return self._switch(request, object_id, on=True)

    def disable_view(self, request, object_id, **kwargs):
        return self._switch(request, object_id, on=False)

    def _switch(self, request, object_id, *, on):
        channel = self.row_or_404(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self._may_switch(request):
            raise PermissionDenied
        page = reverse("admin:payment_paymentchannel_changelist")
        try:
            offering.switch(channel, on=on, actor=request.user)
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(page)
        messages.success(request, _told(channel, on))
        return redirect(f"{page}#{_anchor(channel)}")

    def _may_switch(self, request):
        return access.of_request(request).may(access.CHANGE, PaymentChannel)


def _anchor(channel):
    return f"cara-{channel.pk}"


def _told(channel, on):
    text = (
        _("%(name)s ditawarkan mulai halaman bayar berikutnya.")
        if on
        else _(
            "%(name)s tidak ditawarkan lagi. Pembeli yang halaman bayarnya sudah terbuka masih dapat memakainya."
        )
    )
    return text % {"name": channel}
