"""Attempts to pay: what Midtrans said of each, what money moved, and a button to ask it now."""

from django.contrib import admin, messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.templatetags.money import rupiah
from orders.payments.admin.links import link, order_link
from orders.payments.admin.notifications import outcome_in_words
from orders.payments.applying import Outcome
from orders.payments.channels import name_of
from orders.payments.checking import NoAnswer, ask
from orders.payments.models import AttemptStatus, Notification, PaymentAttempt, PaymentRecord, RefundCase
from upt_accounts import access
from upt_accounts.admin.filters import KnownFilter
from upt_accounts.admin.scoped import ReadOnlyAdmin, ReadOnlyTable

TONES = dict.fromkeys(AttemptStatus) | {
    AttemptStatus.PENDING: "info",
    AttemptStatus.CHALLENGED: "warning",
    AttemptStatus.SETTLED: "success",
    AttemptStatus.DENIED: "danger",
    AttemptStatus.PARTLY_REFUNDED: "warning",
}


class AmountTable(ReadOnlyTable):
    @admin.display(description=gettext_lazy("Jumlah"))
    def shown_amount(self, row):
        return rupiah(row.amount)


class RecordTable(AmountTable):
    model = PaymentRecord
    fields = ["at", "kind", "shown_amount", "transaction_id"]
    readonly_fields = fields


class RefundTable(AmountTable):
    model = RefundCase
    fields = ["shown_reason", "shown_amount", "opened_at", "closed_at"]
    readonly_fields = fields

    @admin.display(description=gettext_lazy("Sebab"))
    def shown_reason(self, case):
        return link(reverse("admin:payment_refundcase_change", args=[case.pk]), case.get_reason_display())


class NotificationTable(ReadOnlyTable):
    model = Notification
    fields = ["received_at", "shown_source", "transaction_status", "shown_outcome"]
    readonly_fields = fields

    @admin.display(description=gettext_lazy("Asal"))
    def shown_source(self, notification):
        return notification.get_source_display()

    @admin.display(description=gettext_lazy("Hasil"))
    def shown_outcome(self, notification):
        return outcome_in_words(notification)


class ChannelFilter(KnownFilter):
    title = gettext_lazy("Cara bayar")
    parameter_name = "cara"

    def lookups(self, request, model_admin):
        known = PaymentAttempt.objects.exclude(channel="").order_by("channel")
        return [(code, name_of(code)) for code in known.values_list("channel", flat=True).distinct()]

    def narrow(self, queryset, chosen):
        return queryset.filter(channel=chosen)


@admin.register(PaymentAttempt)
class PaymentAttemptAdmin(ReadOnlyAdmin):
    change_form_template = "admin/payment/paymentattempt/change_form.html"
    list_display = [
        "midtrans_order_id",
        "shown_status",
        "shown_amount",
        "shown_channel",
        "shown_order",
        "created_at",
        "settled_at",
    ]
    list_filter = ["status", ChannelFilter]
    list_select_related = ["order"]
    search_fields = ["midtrans_order_id", "transaction_id", "order__number"]
    search_help_text = gettext_lazy("Cari nomor pesanan, nomor di Midtrans, atau nomor transaksi")
    ordering = ["-pk"]
    inlines = [RecordTable, RefundTable, NotificationTable]
    fieldsets = [
        (None, {"fields": ["shown_order", "status", "shown_amount", "shown_channel"]}),
        (gettext_lazy("Waktu"), {"fields": ["created_at", "expires_at", "settled_at", "checked_at"]}),
        (gettext_lazy("Di Midtrans"), {"fields": ["midtrans_order_id", "transaction_id", "shown_offered"]}),
    ]

    @display(description=gettext_lazy("Status"), ordering="status", label=TONES)
    def shown_status(self, attempt):
        return attempt.status, attempt.get_status_display()

    @display(description=gettext_lazy("Jumlah"), ordering="amount")
    def shown_amount(self, attempt):
        return rupiah(attempt.amount)

    @display(description=gettext_lazy("Pesanan"), ordering="order__number")
    def shown_order(self, attempt):
        return order_link(attempt.order)

    @admin.display(description=gettext_lazy("Cara bayar"), ordering="channel")
    def shown_channel(self, attempt):
        return name_of(attempt.channel) if attempt.channel else _("belum dipilih")

    @admin.display(description=gettext_lazy("Cara bayar yang ditawarkan"))
    def shown_offered(self, attempt):
        return ", ".join(map(name_of, attempt.offered)) or "–"

    # --- Asking Midtrans -----------------------------------------------------------------------------------------
    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_ask"] = access.of_request(request).may(access.CHANGE, RefundCase)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_custom_urls(self):
        return (("<path:object_id>/tanya/", "payment_paymentattempt_ask", self.ask_view),)

    def ask_view(self, request, object_id, **kwargs):
        """Ask Midtrans and book its answer, outside any transaction; for who may settle what comes of it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        attempt = self.row_or_404(request, object_id)
        if not access.of_request(request).may(access.CHANGE, RefundCase):
            raise Http404
        _tell(request, ask(attempt))
        return redirect("admin:payment_paymentattempt_change", attempt.pk)


def _tell(request, found):
    if found in (NoAnswer.UNREACHABLE, NoAnswer.REFUSED):
        messages.warning(
            request, _("%(answer)s. Tidak ada yang berubah.") % {"answer": NoAnswer(found).label}
        )
        return
    words = dict(NoAnswer.choices) | dict(Outcome.choices)
    messages.success(request, _("Jawaban Midtrans: %(answer)s.") % {"answer": words[found]})
