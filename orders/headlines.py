"""The state of an order in words: what is, and what happens next. For its page; the rules stand in the workflows."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.templatetags.money import rupiah
from orders import days, fetching
from orders.models import CancelReason, OrderStatus, UptOrderStatus
from orders.payments.facts import Stage

GONE = (UptOrderStatus.SHIPPED, UptOrderStatus.DELIVERED, UptOrderStatus.RETURNED)
ENDED = (UptOrderStatus.DELIVERED, UptOrderStatus.RETURNED, UptOrderStatus.CANCELLED)
MOST_SENTENCES = 3


@dataclass(frozen=True)
class Headline:
    """`tag` is the state in a word or two with its `tone` and `icon`; `next` says what happens next."""

    text: str
    next: str
    tag: str
    tone: str = "amber"
    icon: str = "clock"


def headline_of(order, parts, payment) -> Headline:
    # A part that was given up is told of elsewhere; the others go on.
    parts = [part for part in parts if part.status != UptOrderStatus.CANCELLED] or parts
    if order.status == OrderStatus.AWAITING_PAYMENT:
        return _unpaid(order, payment)
    if order.status == OrderStatus.CANCELLED:
        return _cancelled(order)
    if order.status in (OrderStatus.REFUND_DUE, OrderStatus.REFUNDED):
        return _money_back(order)
    if order.status == OrderStatus.PAID:
        return _paid(parts)
    return _completed(parts) if order.status == OrderStatus.COMPLETED else _in_progress(parts)


# --- Before the money ------------------------------------------------------------------------------------------------
# Without a text of its own, a stage is headed by what to pay and until when.
UNPAID = {
    Stage.TO_START: Headline(
        "",
        gettext_lazy("Barang Anda kami simpan sampai saat itu. Cara bayar Anda pilih di halaman Midtrans."),
        gettext_lazy("Menunggu pembayaran"),
    ),
    Stage.CHOSEN: Headline(
        "", gettext_lazy("Barang Anda kami simpan sampai saat itu."), gettext_lazy("Menunggu pembayaran")
    ),
    Stage.LAPSED: Headline(
        "",
        gettext_lazy(
            "Waktu untuk cara bayar yang tadi sudah habis. Pesanan Anda masih kami simpan; pilih cara bayar lagi."
        ),
        gettext_lazy("Menunggu pembayaran"),
    ),
    Stage.DENIED: Headline(
        "",
        gettext_lazy(
            "Pembayaran tadi ditolak bank atau penyedianya. Pesanan Anda masih kami simpan; coba lagi, juga dengan "
            "cara bayar lain."
        ),
        gettext_lazy("Pembayaran ditolak"),
        "brick",
        "circle-alert",
    ),
    Stage.REVERSED: Headline(
        "",
        gettext_lazy(
            "Bank menarik kembali pembayaran Anda, jadi pesanan ini belum lunas dan paketnya kami tahan. Bayar lagi "
            "bila Anda tetap menginginkan barangnya."
        ),
        gettext_lazy("Pembayaran ditarik kembali"),
        "brick",
        "circle-alert",
    ),
    Stage.CHALLENGED: Headline(
        gettext_lazy("Pembayaran Anda sedang diperiksa"),
        gettext_lazy(
            "Kartu Anda sudah ditagih, tetapi Midtrans masih memeriksa keamanannya. Jangan membayar lagi: barang "
            "Anda tetap kami simpan, dan hasilnya kami kirim lewat e-mail."
        ),
        gettext_lazy("Sedang diperiksa"),
    ),
    Stage.OVERDUE: Headline(
        gettext_lazy("Batas waktu bayar sudah lewat"),
        gettext_lazy(
            "Kami pastikan dulu apakah pembayaran Anda masih masuk. Jika tidak, pesanan ini batal sendiri dan "
            "barangnya dijual kembali."
        ),
        gettext_lazy("Waktu habis"),
    ),
}


def _unpaid(order, payment):
    headline = UNPAID[payment.stage]
    if headline.text:
        return headline
    if payment.stage == Stage.TO_START and payment.ways:
        text = _(
            "Barang Anda kami simpan sampai saat itu. Cara bayar (%(ways)s) Anda pilih di halaman Midtrans."
        )
        headline = replace(headline, next=text % {"ways": payment.ways})
    values = {"total": rupiah(order.total_incl_tax), "deadline": days.moment(order.expires_at)}
    return replace(headline, text=_("Bayar %(total)s sebelum %(deadline)s") % values)


# --- Without the goods -----------------------------------------------------------------------------------------------
def _cancelled(order):
    if order.cancel_reason == CancelReason.EXPIRED:
        return Headline(
            _("Pesanan ini kedaluwarsa"),
            _(
                "Tidak ada pembayaran sampai %(deadline)s, jadi pesanan dibatalkan dan barangnya dijual kembali. Anda "
                "tidak ditagih apa pun; barangnya dapat dipesan lagi selama masih ada."
            )
            % {"deadline": days.stamp(order.expires_at)},
            _("Kedaluwarsa"),
            "brick",
            "x",
        )
    return Headline(
        _("Pesanan ini dibatalkan"),
        _("Kami batalkan sesuai permintaan Anda. Anda tidak ditagih apa pun, dan barangnya dijual kembali."),
        _("Dibatalkan"),
        "brick",
        "x",
    )


def _money_back(order):
    if order.status == OrderStatus.REFUNDED:
        return Headline(
            _("Uang Anda sudah dikembalikan"),
            _("Pesanan ini batal dan uangnya sudah kami kembalikan. Tidak ada yang perlu Anda lakukan lagi."),
            _("Dana dikembalikan"),
            "leaf",
            "check",
        )
    return Headline(
        _("Uang Anda akan kami kembalikan"),
        _(
            "Pesanan ini batal, dan uang yang kami terima untuknya tercatat dan aman. Petugas kami menghubungi Anda "
            "melalui %(email)s untuk cara pengembaliannya; Anda tidak perlu berbuat apa-apa."
        )
        % {"email": order.guest_email},
        _("Menunggu pengembalian dana"),
    )


# --- On the way ------------------------------------------------------------------------------------------------------
def _paid(parts):
    return Headline(
        _("Pembayaran Anda sudah kami terima"),
        ngettext(
            "UPT pembuatnya menyiapkan pesanan Anda.",
            "%(count)d paket disiapkan untuk Anda, masing-masing oleh UPT pembuatnya.",
            len(parts),
        )
        % {"count": len(parts)}
        + " "
        + _plans(parts),
        _("Menunggu disiapkan"),
        icon="package",
    )


def _in_progress(parts):
    gone = [part for part in parts if part.status in GONE]
    if len(gone) == len(parts):
        tag, tone, icon = _("Dikirim"), "leaf", "truck"
    elif gone or _is_partly_gone(parts):
        tag, tone, icon = _("Sebagian dikirim"), "leaf", "truck"
    elif any(part.status == UptOrderStatus.READY_FOR_PICKUP for part in parts):
        tag, tone, icon = _("Siap diambil"), "leaf", "store"
    else:
        tag, tone, icon = _("Sedang disiapkan"), "amber", "package"
    return Headline(_progress(parts, gone), _plans(parts), tag, tone, icon)


def _progress(parts, gone):
    ready = [part for part in parts if part.status == UptOrderStatus.READY_FOR_PICKUP]
    if ready:
        one = _("Pesanan Anda siap diambil")
        return one if len(parts) == 1 else _("Satu paket siap diambil") if len(ready) == 1 else one
    if _is_partly_gone(parts):
        return _("Sebagian barang Anda sudah dikirim")
    if not gone:
        return _("Pesanan Anda sedang disiapkan")
    travelling = [part for part in parts if part.status == UptOrderStatus.SHIPPED]
    if len(parts) == 1:
        return _("Paket Anda dalam perjalanan")
    if len(gone) == len(parts):
        return _("Semua paket sudah dikirim")
    if len(gone) > 1:
        return _("%(gone)d dari %(all)d paket sudah dikirim") % {"gone": len(gone), "all": len(parts)}
    return _("Paket pertama dalam perjalanan") if travelling else _("Paket pertama sudah tiba")


def _is_partly_gone(parts):
    return any(part.status == UptOrderStatus.PARTLY_SHIPPED for part in parts)


def _completed(parts):
    returned = [part for part in parts if part.status == UptOrderStatus.RETURNED]
    if returned and all(part.window for part in returned):
        return Headline(
            _("Pesanan ini tidak diambil"),
            fetching.rule_of(returned[0].window),
            _("Selesai"),
            "amber",
            "package",
        )
    if returned:
        return Headline(
            _("Pesanan ini selesai, ada paket yang kembali"),
            _(
                "Paket yang tidak sampai kembali ke UPT pengirimnya. Belum mendengar kelanjutannya? Hubungi kami."
            ),
            _("Selesai"),
            "amber",
            "package",
        )
    return Headline(
        ngettext("Paket Anda sudah diterima", "Semua paket sudah diterima", len(parts)),
        _("Terima kasih sudah membeli karya warga binaan. Semoga karyanya menyenangkan."),
        _("Selesai"),
        "leaf",
        "check",
    )


def _plans(parts):
    """What comes next, parcel by parcel, as one sentence each; of many parcels each tells its own below."""
    ahead = [part for part in parts if part.status not in ENDED]
    if len(ahead) > MOST_SENTENCES:
        return _("Kapan tiap paket berangkat dan tiba ada di bawah.")
    return " ".join(_plan(part) for part in ahead)


def _plan(part):
    values = {"upt": part.upt.name, "day": days.day(part.ships_on), "number": part.number}
    if part.status == UptOrderStatus.SHIPPED:
        values["span"] = days.span(part.arrives_from, part.arrives_until)
        return _("Paket dari %(upt)s diperkirakan tiba %(span)s.") % values
    if part.status == UptOrderStatus.PARTLY_SHIPPED:
        return _("Sisanya dari %(upt)s berangkat paling lambat %(day)s.") % values
    if part.status == UptOrderStatus.READY_FOR_PICKUP:
        values["place"] = part.upt.pickup_place or part.upt.name
        if part.window:
            return _("%(plan)s Tunjukkan kode ambil di bawah.") % {
                "plan": fetching.place_and_time_shortly(part.window)
            }
        return _("Ambil di %(place)s dan sebutkan nomor %(number)s.") % values
    if part.service.courier_id:
        return _("Paket dari %(upt)s berangkat paling lambat %(day)s.") % values
    if part.window:
        return fetching.place_and_time_shortly(part.window)
    return _("Paket dari %(upt)s siap diambil paling lambat %(day)s.") % values
