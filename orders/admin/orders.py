"""Whole orders, to read: what they cost, how they were paid and where they stand."""

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.decorators import display

from catalog.templatetags.money import rupiah
from orders import links
from orders.admin.order_mails import MailTable
from orders.models import Line, Order, OrderStatus, UptOrder
from orders.payments.admin.links import attempt_link, link
from orders.payments.channels import name_of
from orders.payments.models import PaymentAttempt
from upt_accounts import access
from upt_accounts.admin.history import history_in_words
from upt_accounts.admin.scoped import ReadOnlyAdmin, ReadOnlyTable
from upt_accounts.states.machine import history


class PartTable(ReadOnlyTable):
    model = UptOrder
    fields = ["shown_number", "shown_upt", "status", "service_name", "shown_charge", "ships_on"]
    readonly_fields = fields
    ordering = ["number"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("upt")

    @admin.display(description=gettext_lazy("Nomor"))
    def shown_number(self, part):
        """A link once there is a page behind it: UPTs' parts are shown from the payment on."""
        if part.order.paid_at is None:
            return part.number
        return link(reverse("admin:order_uptorder_change", args=[part.pk]), part.number)

    @admin.display(description="UPT")
    def shown_upt(self, part):
        return part.upt.name

    @admin.display(description=gettext_lazy("Ongkir"))
    def shown_charge(self, part):
        return rupiah(part.shipping_charge)


class LineTable(ReadOnlyTable):
    model = Line
    fields = ["title", "partner_name", "quantity", "shown_price", "shown_amount"]
    readonly_fields = fields
    ordering = ["pk"]

    @admin.display(description=gettext_lazy("Harga"))
    def shown_price(self, line):
        return rupiah(line.unit_price_incl_tax)

    @admin.display(description=gettext_lazy("Jumlah harga"))
    def shown_amount(self, line):
        return rupiah(line.line_price_incl_tax)


class PaymentTable(ReadOnlyTable):
    model = PaymentAttempt
    fields = ["shown_attempt", "status", "shown_amount", "shown_channel", "settled_at"]
    readonly_fields = fields

    @admin.display(description=gettext_lazy("Nomor di Midtrans"))
    def shown_attempt(self, attempt):
        return attempt_link(attempt)

    @admin.display(description=gettext_lazy("Jumlah"))
    def shown_amount(self, attempt):
        return rupiah(attempt.amount)

    @admin.display(description=gettext_lazy("Cara bayar"))
    def shown_channel(self, attempt):
        return name_of(attempt.channel) if attempt.channel else _("belum dipilih")


STATUS_TONES = dict.fromkeys(OrderStatus) | {
    OrderStatus.PAID: "info",
    OrderStatus.IN_PROGRESS: "info",
    OrderStatus.COMPLETED: "success",
    OrderStatus.CANCELLED: "warning",
    OrderStatus.REFUND_DUE: "danger",
}
NAMES = dict(OrderStatus.choices) | {links.REPLACED: gettext_lazy("Tautan pesanan diganti")}


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    """The buyer's e-mail and telephone are for questions about money; where they live only the packing UPT reads."""

    change_form_template = "admin/order/order/change_form.html"
    list_display = ["number", "shown_status", "shown_total", "shown_date", "paid_at"]
    list_filter = ["status", "cancel_reason"]
    search_fields = ["number", "guest_email"]
    search_help_text = gettext_lazy("Cari nomor pesanan atau e-mail pembeli")
    ordering = ["-date_placed"]
    inlines = [PartTable, LineTable, PaymentTable, MailTable]
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

    @admin.display(description=pgettext_lazy("tanggal", "Dipesan"), ordering="date_placed")
    def shown_date(self, order):
        return date_format(localtime(order.date_placed), "DATETIME_FORMAT")

    @display(description=gettext_lazy("Total"), ordering="total_incl_tax")
    def shown_total(self, order):
        return rupiah(order.total_incl_tax)

    @display(description=gettext_lazy("Ongkir"))
    def shown_shipping(self, order):
        return rupiah(order.shipping_incl_tax)

    @admin.display(description=gettext_lazy("Perubahan status"))
    def shown_history(self, order):
        return history_in_words(history(order), NAMES)

    # --- Its link ------------------------------------------------------------------------------------------------
    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if self.may(request, access.CHANGE, obj):
            context["edition"] = links.edition_of(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_custom_urls(self):
        return (("<path:object_id>/tautan/", "order_order_link", self.link_view),)

    def link_view(self, request, object_id, **kwargs):
        """A new address for an order whose link is in the wrong hands."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        order = self.row_or_404(request, object_id, access.CHANGE)
        edition = request.POST.get("edition", "")
        if links.replace_link(order, edition=edition, actor=request.user):
            text = _("Tautan lama tidak berlaku lagi. Yang baru sedang dikirim ke %(email)s.")
            messages.success(request, text % {"email": order.guest_email})
        else:
            messages.warning(request, _("Tautan ini sudah diganti sebelumnya. Lihat riwayat di bawah."))
        return redirect("admin:order_order_change", order.pk)
