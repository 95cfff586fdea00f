"""What Midtrans told of each attempt and what came of it, to read."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from orders.payments.admin.links import attempt_link
from orders.payments.applying import Outcome
from orders.payments.models import Notification
from upt_accounts.admin.filters import KnownFilter
from upt_accounts.admin.scoped import ReadOnlyAdmin


class OutcomeFilter(KnownFilter):
    title = gettext_lazy("Hasil")
    parameter_name = "hasil"

    def lookups(self, request, model_admin):
        return Outcome.choices

    def narrow(self, queryset, chosen):
        return queryset.filter(outcome=chosen)


class SourceFilter(KnownFilter):
    title = gettext_lazy("Asal")
    parameter_name = "asal"

    def lookups(self, request, model_admin):
        return Notification._meta.get_field("source").choices

    def narrow(self, queryset, chosen):
        return queryset.filter(source=chosen)


def outcome_in_words(notification):
    return dict(Outcome.choices).get(notification.outcome, notification.outcome)


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ["received_at", "shown_attempt", "transaction_status", "shown_outcome", "shown_source"]
    list_filter = [OutcomeFilter, SourceFilter]
    list_select_related = ["attempt"]
    search_fields = ["attempt__midtrans_order_id", "attempt__order__number"]
    search_help_text = gettext_lazy("Cari nomor pesanan atau nomor di Midtrans")
    ordering = ["-pk"]
    fields = [
        "shown_attempt",
        "received_at",
        "shown_source",
        "transaction_status",
        "shown_outcome",
        "shown_message",
    ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["subtitle"] = outcome_in_words(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=gettext_lazy("Percobaan bayar"), ordering="attempt__midtrans_order_id")
    def shown_attempt(self, notification):
        return attempt_link(notification.attempt)

    @admin.display(description=gettext_lazy("Hasil"), ordering="outcome")
    def shown_outcome(self, notification):
        return outcome_in_words(notification)

    @admin.display(description=gettext_lazy("Asal"), ordering="source")
    def shown_source(self, notification):
        return notification.get_source_display()

    @admin.display(description=gettext_lazy("Isi kabar"))
    def shown_message(self, notification):
        text = json.dumps(notification.status_response, indent=2, ensure_ascii=False)
        return format_html('<pre class="desk-raw" tabindex="0">{}</pre>', text)
