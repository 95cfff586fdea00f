"""A UPT's parts of orders: list, page, packing slips, and the steps from waiting to delivered."""

from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import BooleanField, Case, Prefetch, When
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.models import ProductImage
from orders import workflow
from orders.admin.parcel_form import ParcelForm
from orders.models import Line, UptOrder, UptOrderStatus
from orders.packing import shows_address, urgency_of
from orders.querysets import OPEN
from orders.timeline import timeline_of
from orders.tracking import correct_tracking
from upt_accounts import access
from upt_accounts.admin.scoped import ScopedAdmin, UptFilter
from upt_accounts.states.machine import TransitionRefused, history

SLIPS = 50


def listed(parts):
    """Parts with all that a row of the list shows: what is to pack first, by promised day, in three queries."""
    card = ProductImage.objects.filter(display_order=0)
    lines = Line.objects.select_related("product").prefetch_related(
        Prefetch("product__images", card, to_attr="card_pictures")
    )
    return (
        parts.select_related("upt", "order", "service__courier")
        .prefetch_related(Prefetch("lines", lines.order_by("pk"), to_attr="goods"))
        .annotate(
            is_to_pack=Case(When(status__in=OPEN, then=True), default=False, output_field=BooleanField())
        )
        .order_by("-is_to_pack", "ships_on", "number")
    )


def decorated(parts):
    """The parts of `listed` for a template: each with its urgency and a picture."""
    shown = list(parts)
    for part in shown:
        part.urgency = urgency_of(part) if part.status in OPEN else None
        pictures = [line.product.card_pictures for line in part.goods if line.product]
        part.picture = next((picture[0] for picture in pictures if picture), None)
    return shown


def corrections_in_words(part):
    """What was changed by hand besides the steps: tracking numbers, with what stood there before."""
    return [
        _("%(day)s: resi %(old)s diperbaiki menjadi %(new)s oleh %(who)s")
        % {
            "day": date_format(localtime(change.at), "j F Y, H.i"),
            "old": change.old,
            "new": change.new,
            "who": change.actor.get_short_name() if change.actor else "–",
        }
        for change in history(part).filter(field="tracking_number")
    ]


class WorkFilter(admin.SimpleListFilter):
    title = gettext_lazy("Pekerjaan")
    parameter_name = "kerja"

    def lookups(self, request, model_admin):
        return [
            ("kemas", _("Perlu dikemas")),
            ("terlambat", _("Terlambat")),
            ("jalan", _("Dalam perjalanan")),
            ("ambil", _("Menunggu diambil")),
            ("selesai", _("Selesai")),
        ]

    def queryset(self, request, queryset):
        chosen = {
            "kemas": lambda: queryset.to_pack(),
            "terlambat": lambda: queryset.late(),
            "jalan": lambda: queryset.filter(status=UptOrderStatus.SHIPPED),
            "ambil": lambda: queryset.filter(status=UptOrderStatus.READY_FOR_PICKUP),
            "selesai": lambda: queryset.filter(status__in=workflow.ENDED),
        }.get(self.value())
        return chosen() if chosen else queryset


TONES = {
    UptOrderStatus.WAITING: "warning",
    UptOrderStatus.PREPARING: "info",
    UptOrderStatus.SHIPPED: "info",
    UptOrderStatus.DELIVERED: "success",
    UptOrderStatus.CANCELLED: "danger",
}


@admin.register(UptOrder)
class UptOrderAdmin(ScopedAdmin):
    list_display = ["number", "shown_status", "shown_urgency", "shown_goods", "service_name", "upt"]
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
        return ["-is_to_pack", "ships_on", "number"]

    # --- What is listed ------------------------------------------------------------------------------------------
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
            return "–"
        urgency = urgency_of(part)
        return urgency.code, urgency.words

    @admin.display(description=gettext_lazy("Barang"))
    def shown_goods(self, part):
        return ", ".join(f"{line.title} × {line.quantity}" for line in part.goods)

    # --- One part ------------------------------------------------------------------------------------------------
    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        return self._page(request, self.row_or_404(request, object_id))

    def _page(self, request, part, parcel_form=None, correction_form=None):
        mine = access.of_request(request)
        may_work = mine.may(access.CHANGE, UptOrder, part)
        shows = shows_address(part, mine)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Paket %(number)s") % {"number": part.number},
            "opts": self.opts,
            "part": decorated([part])[0],
            "address": part.order.shipping_address if shows else None,
            "recipient": part.order if shows else None,
            "steps": timeline_of(part),
            "changes": corrections_in_words(part),
            "parcels": part.parcels.select_related("courier"),
            "may_prepare": may_work and part.status == UptOrderStatus.WAITING,
            "may_send": may_work and part.status in OPEN,
            "may_deliver": may_work
            and part.status in (UptOrderStatus.SHIPPED, UptOrderStatus.READY_FOR_PICKUP),
            "sending_is_next": part.status == UptOrderStatus.PREPARING,
            "is_fetched": part.service.courier_id is None,
            "parcel_form": parcel_form or ParcelForm(initial={"courier": part.service.courier_id}),
            "correction_form": correction_form or self._correction_form(part, may_work),
        }
        return TemplateResponse(request, "admin/order/uptorder/page.html", context)

    def _correction_form(self, part, may_work):
        parcel = part.parcels.last() if may_work and part.status == UptOrderStatus.SHIPPED else None
        if parcel is None:
            return None
        return ParcelForm(
            initial={"courier": parcel.courier_id, "tracking_number": parcel.tracking_number}, parcel=parcel
        )

    # --- Steps ---------------------------------------------------------------------------------------------------
    def get_custom_urls(self):
        return (
            ("slip/", "order_uptorder_slips", self.slips_view),
            ("<path:object_id>/siapkan/", "order_uptorder_prepare", self.prepare_view),
            ("<path:object_id>/kirim/", "order_uptorder_ship", self.ship_view),
            ("<path:object_id>/resi/", "order_uptorder_correct", self.correct_view),
            ("<path:object_id>/siap-diambil/", "order_uptorder_ready", self.ready_view),
            ("<path:object_id>/diterima/", "order_uptorder_deliver", self.deliver_view),
        )

    def prepare_view(self, request, object_id, **kwargs):
        return self._step(request, object_id, workflow.prepare, _("Paket %(number)s sedang disiapkan."))

    def ready_view(self, request, object_id, **kwargs):
        return self._step(request, object_id, workflow.make_ready, _("Paket %(number)s siap diambil."))

    def deliver_view(self, request, object_id, **kwargs):
        return self._step(request, object_id, workflow.deliver, _("Paket %(number)s sudah diterima pembeli."))

    def _step(self, request, object_id, step, done):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        part = self.row_or_404(request, object_id, access.CHANGE)
        self._take(request, part, step, done)
        return redirect("admin:order_uptorder_change", part.pk)

    def _take(self, request, part, step, done):
        try:
            step(part, actor=request.user)
        except TransitionRefused as refusal:
            messages.error(request, f"{part.number}: {refusal}")
        else:
            messages.success(request, done % {"number": part.number})

    def ship_view(self, request, object_id, **kwargs):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        part = self.row_or_404(request, object_id, access.CHANGE)
        form = ParcelForm(request.POST)
        if not form.is_valid():
            return self._page(request, part, parcel_form=form)

        def ship(part, actor):
            workflow.ship(part, **form.cleaned_data, actor=actor)

        return self._write_parcel(request, part, form, ship, _("Paket %(number)s sudah dikirim."))

    def correct_view(self, request, object_id, **kwargs):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        part = self.row_or_404(request, object_id, access.CHANGE)
        parcel = part.parcels.last()
        if parcel is None:
            raise Http404
        form = ParcelForm(request.POST, parcel=parcel)
        if not form.is_valid():
            return self._page(request, part, correction_form=form)

        def correct(part, actor):
            correct_tracking(parcel, **form.cleaned_data, actor=actor)

        return self._write_parcel(
            request, part, form, correct, _("Nomor resi paket %(number)s sudah diperbaiki.")
        )

    def _write_parcel(self, request, part, form, write, done):
        try:
            self._take(request, part, write, done)
        except IntegrityError:
            # Somebody used the same number between the form's look and the writing.
            messages.error(request, _("Nomor resi ini sudah dipakai untuk paket lain."))
        return redirect("admin:order_uptorder_change", part.pk)

    # --- Many at once --------------------------------------------------------------------------------------------
    @admin.action(description=gettext_lazy("Mulai siapkan"), permissions=["change"])
    def prepare_chosen(self, request, queryset):
        for part in access.of_request(request).rows(access.CHANGE, queryset):
            self._take(request, part, workflow.prepare, _("Paket %(number)s sedang disiapkan."))

    @admin.action(description=gettext_lazy("Cetak slip"), permissions=["change"])
    def print_chosen(self, request, queryset):
        numbers = [("pk", pk) for pk in queryset.values_list("pk", flat=True)]
        return redirect(f"{reverse('admin:order_uptorder_slips')}?{urlencode(numbers)}")

    def slips_view(self, request, **kwargs):
        """Packing slips to print: of the parts named by `pk`, or of all that are to pack. Prices stay out."""
        mine = access.of_request(request)
        parts = mine.rows(access.CHANGE, UptOrder.objects.paid())
        chosen = request.GET.getlist("pk")
        parts = self._chosen_or_404(parts, chosen) if chosen else parts.to_pack()
        slips = decorated(listed(parts).select_related("order__shipping_address")[:SLIPS])
        for slip in slips:
            shows = shows_address(slip, mine)
            slip.address = slip.order.shipping_address if shows else None
            slip.recipient = slip.order if shows else None
        context = {**self.admin_site.each_context(request), "title": _("Slip kemas"), "slips": slips}
        return TemplateResponse(request, "admin/order/uptorder/slips.html", context)

    def _chosen_or_404(self, parts, chosen):
        try:
            found = parts.filter(pk__in=chosen)
            if found.count() != len(set(chosen)):
                raise Http404
        except ValueError as error:
            raise Http404 from error
        return found
