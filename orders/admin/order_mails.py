"""The messages about orders, to read: which went out, which wait, and which a mail server refused."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from orders.mails import Event
from orders.models import OrderMail
from orders.payments.admin.links import order_link
from upt_accounts.admin.scoped import ReadOnlyAdmin, ReadOnlyTable

WORDS = {
    Event.PLACED: gettext_lazy("Pesanan diterima"),
    Event.PAID: gettext_lazy("Pembayaran masuk"),
    Event.EXPIRED: gettext_lazy("Waktu bayar habis"),
    Event.CANCELLED: gettext_lazy("Pesanan dibatalkan"),
    Event.PAYMENT_FAILED: gettext_lazy("Pembayaran gagal"),
    Event.PAYMENT_REVERSED: gettext_lazy("Pembayaran ditarik kembali"),
    Event.PAID_TWICE: gettext_lazy("Dibayar dua kali"),
    Event.REFUND_DUE: gettext_lazy("Dana akan dikembalikan"),
    Event.SHIPPED: gettext_lazy("Paket dikirim"),
    Event.READY_FOR_PICKUP: gettext_lazy("Siap diambil"),
    Event.PICKUP_REMINDER: gettext_lazy("Besok diambil"),
    Event.NOT_FETCHED: gettext_lazy("Tidak diambil"),
    Event.DELIVERED: gettext_lazy("Paket diterima"),
    Event.DELAYED: gettext_lazy("Tanggal berangkat berubah"),
    Event.WITHDRAWN: gettext_lazy("Bagian dibatalkan pembeli"),
    Event.NOT_TO_PACK: gettext_lazy("Untuk UPT: paket batal"),
    Event.TO_PACK: gettext_lazy("Untuk UPT: paket baru"),
    Event.LINK: gettext_lazy("Tautan pesanan"),
    Event.NEW_LINK: gettext_lazy("Tautan pesanan diganti"),
}
# As `orders.admin.start` counts them, too.
FAILED = Q(sent_at=None) & ~Q(error="")
STATES = {
    "terkirim": (gettext_lazy("Terkirim"), Q(sent_at__isnull=False), "success"),
    "menunggu": (gettext_lazy("Menunggu"), Q(sent_at=None, error=""), "plain"),
    "gagal": (gettext_lazy("Gagal"), FAILED, "danger"),
}


def event_in_words(mail):
    event, part, *_parcel = [*mail.event.split(":"), ""]
    words = WORDS.get(event, event)
    return f"{words}: {part}" if part else words


def state_of(mail):
    if mail.sent_at:
        return "terkirim"
    return "gagal" if mail.error else "menunggu"


class MailTable(ReadOnlyTable):
    model = OrderMail
    fields = ["shown_event", "recipient", "queued_at", "sent_at", "error"]
    readonly_fields = fields

    @admin.display(description=gettext_lazy("Peristiwa"))
    def shown_event(self, mail):
        return event_in_words(mail)


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("Keadaan")
    parameter_name = "keadaan"

    def lookups(self, request, model_admin):
        return [(code, words) for code, (words, _condition, _tone) in STATES.items()]

    def queryset(self, request, queryset):
        chosen = STATES.get(self.value())
        return queryset.filter(chosen[1]) if chosen else queryset


@admin.register(OrderMail)
class OrderMailAdmin(ReadOnlyAdmin):
    list_display = ["shown_event", "shown_state", "shown_order", "recipient", "queued_at"]
    list_filter = [StateFilter]
    list_select_related = ["order"]
    search_fields = ["order__number", "recipient"]
    search_help_text = gettext_lazy("Cari nomor pesanan atau alamat penerima")
    ordering = ["-queued_at", "-pk"]
    fields = ["shown_event", "shown_order", "recipient", "queued_at", "tried_at", "sent_at", "error"]

    @admin.display(description=gettext_lazy("Peristiwa"), ordering="event")
    def shown_event(self, mail):
        return event_in_words(mail)

    @display(
        description=gettext_lazy("Keadaan"),
        ordering="sent_at",
        label={code: tone for code, (_words, _condition, tone) in STATES.items()},
    )
    def shown_state(self, mail):
        state = state_of(mail)
        return state, STATES[state][0]

    @admin.display(description=gettext_lazy("Pesanan"), ordering="order__number")
    def shown_order(self, mail):
        return order_link(mail.order)
