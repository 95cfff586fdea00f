"""A UPT's parts of orders: the list of what is to pack and send, with what can be done to many at once."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from orders import workflow
from orders.admin.handover import handover_page
from orders.admin.packing_list import PACKING_ORDER, WorkFilter, contents_of, listed
from orders.admin.part_page import PartPage, take
from orders.admin.slips import slips_page
from orders.models import UptOrder, UptOrderStatus
from orders.packing import ON_THE_WAY, urgency_of
from orders.querysets import OPEN
from upt_accounts import access
from upt_accounts.admin.scoped import ScopedAdmin, UptFilter

TONES = {
    UptOrderStatus.WAITING: "warning",
    UptOrderStatus.PREPARING: "info",
    UptOrderStatus.PARTLY_SHIPPED: "info",
    UptOrderStatus.SHIPPED: "info",
    UptOrderStatus.READY_FOR_PICKUP: "info",
    UptOrderStatus.DELIVERED: "success",
    UptOrderStatus.CANCELLED: "danger",
    UptOrderStatus.RETURNED: "danger",
}


@admin.register(UptOrder)
class UptOrderAdmin(PartPage, ScopedAdmin):
    list_title = gettext_lazy("Paket")
    list_display = ["number", "shown_urgency", "shown_status", "shown_goods", "service_name", "upt"]
    list_filter = [WorkFilter, UptFilter]
    search_fields = ["number", "lines__title"]
    search_help_text = gettext_lazy("Cari nomor pesanan atau nama barang")
    actions = ["prepare_chosen", "print_chosen"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return listed(super().get_queryset(request).paid())

    def get_ordering(self, request):
        return PACKING_ORDER

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        return (
            [name for name in columns if name != "upt"]
            if access.of_request(request).is_of_one_upt
            else columns
        )

    @display(description=gettext_lazy("Status"), ordering="status", label=TONES)
    def shown_status(self, part):
        return part.status, part.get_status_display()

    @display(
        description=gettext_lazy("Berangkat"),
        ordering="ships_on",
        label={"late": "danger", "today": "warning", "later": "info"},
    )
    def shown_urgency(self, part):
        if part.status not in OPEN:
            return None
        urgency = urgency_of(part)
        return urgency.code, urgency.words

    @admin.display(description=gettext_lazy("Barang"))
    def shown_goods(self, part):
        return ", ".join(f"{line.full_title} × {count}" for count, line in contents_of(part))

    # --- Many at once --------------------------------------------------------------------------------------------
    @admin.action(description=gettext_lazy("Mulai siapkan"), permissions=["change"])
    def prepare_chosen(self, request, queryset):
        for part in access.of_request(request).rows(access.CHANGE, queryset):
            take(request, part, workflow.prepare, _("Paket %(number)s sedang disiapkan."))

    @admin.action(description=gettext_lazy("Cetak slip"), permissions=["change"])
    def print_chosen(self, request, queryset):
        keys = [("pk", pk) for pk in queryset.filter(status__in=ON_THE_WAY).values_list("pk", flat=True)]
        if not keys:
            messages.warning(request, _("Paket yang sudah selesai tidak memerlukan slip."))
            return None
        return redirect(f"{reverse('admin:order_uptorder_slips')}?{urlencode(keys)}")

    def slips_view(self, request, **kwargs):
        return slips_page(request, self.admin_site)

    def handover_view(self, request, **kwargs):
        return handover_page(request, self.admin_site)
