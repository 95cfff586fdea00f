"""Whole orders and the messages about them, to read: what they cost and where they stand."""

from django.contrib import admin
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.templatetags.money import rupiah
from orders.models import Line, Order, OrderMail, OrderStatus, UptOrder
from upt_accounts.admin.history import history_in_words
from upt_accounts.admin.scoped import ReadOnlyAdmin, ReadOnlyTable
from upt_accounts.states.machine import history


class PartTable(ReadOnlyTable):
    model = UptOrder
    fields = ["number", "upt", "status", "service_name", "shipping_charge", "ships_on"]
    readonly_fields = fields
    ordering = ["number"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("upt")


class LineTable(ReadOnlyTable):
    model = Line
    fields = ["title", "partner_name", "quantity", "shown_price", "shown_amount"]
    readonly_fields = fields
    ordering = ["pk"]

    @admin.display(description=gettext_lazy("Harga"))
    def shown_price(self, line):
        return rupiah(line.unit_price_incl_tax)

    @admin.display(description=gettext_lazy("Jumlah"))
    def shown_amount(self, line):
        return rupiah(line.line_price_incl_tax)


class MailTable(ReadOnlyTable):
    model = OrderMail
    fields = ["event", "recipient", "queued_at", "sent_at", "error"]
    readonly_fields = fields


STATUS_TONES = dict.fromkeys(OrderStatus) | {
    OrderStatus.PAID: "info",
    OrderStatus.IN_PROGRESS: "info",
    OrderStatus.COMPLETED: "success",
    OrderStatus.CANCELLED: "warning",
    OrderStatus.REFUND_DUE: "danger",
}


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    """The buyer's e-mail and telephone are for questions about money; where they live only the packing UPT reads."""

    list_display = ["number", "shown_status", "shown_total", "shown_date", "paid_at"]
    list_filter = ["status", "cancel_reason"]
    search_fields = ["number", "guest_email"]
    search_help_text = gettext_lazy("Cari nomor pesanan atau e-mail pembeli")
    ordering = ["-date_placed"]
    inlines = [PartTable, LineTable, MailTable]
    fieldsets = [
        (
            None,
            {"fields": ["number", "status", "shown_date", "expires_at", "paid_at", "cancel_reason"]},
        ),
        (gettext_lazy("Uang"), {"fields": ["shown_total", "shown_shipping"]}),
        (gettext_lazy("Pemesan"), {"fields": ["contact_name", "contact_phone", "guest_email"]}),
        (gettext_lazy("Riwayat"), {"fields": ["shown_history"]}),
    ]
    readonly_fields = ["shown_date", "shown_total", "shown_shipping", "shown_history"]

    @display(description=gettext_lazy("Status"), ordering="status", label=STATUS_TONES)
    def shown_status(self, order):
        return order.status, order.get_status_display()

    @admin.display(description=gettext_lazy("Dipesan"), ordering="date_placed")
    def shown_date(self, order):
        return order.date_placed

    @display(description=gettext_lazy("Total"), ordering="total_incl_tax")
    def shown_total(self, order):
        return rupiah(order.total_incl_tax)

    @display(description=gettext_lazy("Ongkir"))
    def shown_shipping(self, order):
        return rupiah(order.shipping_incl_tax)

    @admin.display(description=gettext_lazy("Perubahan status"))
    def shown_history(self, order):
        return history_in_words(history(order), dict(OrderStatus.choices))


@admin.register(OrderMail)
class OrderMailAdmin(ReadOnlyAdmin):
    list_display = ["order", "event", "recipient", "queued_at", "sent_at", "error"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter)]
    list_select_related = ["order"]
    search_fields = ["order__number", "recipient"]
    fields = ["order", "event", "recipient", "queued_at", "sent_at", "error"]
