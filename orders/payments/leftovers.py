"""Money that does not fit its order, told to its buyer in words: what came twice, late or wrongly, what went back."""

from django.utils.translation import gettext as _

from catalog.templatetags.money import rupiah
from orders.payments.models import AttemptStatus, PaymentRecord, RefundCase

Reason = RefundCase.Reason


def leftovers_of(order, attempts) -> list[tuple[str, str]]:
    """Tone and sentence of each; `attempts` have their `refund_cases` and `records` prefetched."""
    told = [_told(order, case) for attempt in attempts for case in attempt.refund_cases.all()]
    return [note for note in told if note] + [_partly(attempt) for attempt in attempts if _is_partly(attempt)]


def _told(order, case):
    amount = {"amount": rupiah(case.amount)}
    if case.reason == Reason.WITHDRAWN:
        return _given_up(case)
    if case.closed_at:
        gone = _("%(amount)s yang terbayar dua kali sudah kami kembalikan.")
        return ("leaf", gone % amount) if case.reason == Reason.DOUBLE else None
    words = {
        Reason.DOUBLE: _(
            "Pesanan ini terbayar dua kali. Kelebihan %(amount)s akan kami kembalikan; petugas kami menghubungi Anda."
        ),
        Reason.LATE: _(
            "%(amount)s kami terima sesudah pesanan ini batal, dan barangnya sudah dibeli orang lain."
        ),
        Reason.WRONG_AMOUNT: _(
            "Kami menerima %(amount)s, tidak sama dengan tagihan pesanan ini. "
            "Petugas kami memeriksanya dan menghubungi Anda."
        ),
        Reason.REVERSED: _("Bank menarik kembali pembayaran %(amount)s. Petugas kami menghubungi Anda."),
        Reason.CHARGEBACK: _("Pembayaran %(amount)s sedang disanggah melalui bank penerbit kartu."),
    }
    if case.reason == Reason.REVERSED and order.paid_at is None:
        return None  # The page says so in its headline.
    return ("amber", words[case.reason] % amount) if case.reason in words else None


def _given_up(case):
    values = {"amount": rupiah(case.amount), "upt": case.part.upt.name}
    if case.closed_at:
        return "leaf", _(
            "%(amount)s untuk paket dari %(upt)s yang Anda batalkan sudah kami kembalikan."
        ) % values
    return "amber", _(
        "Paket dari %(upt)s Anda batalkan. %(amount)s akan kami kembalikan; petugas kami menghubungi Anda."
    ) % values


def _is_partly(attempt):
    return attempt.status == AttemptStatus.PARTLY_REFUNDED


def _partly(attempt):
    back = sum(record.amount for record in attempt.records.all() if record.kind == PaymentRecord.Kind.REFUND)
    return "leaf", _("%(amount)s dari pembayaran Anda sudah dikembalikan.") % {"amount": rupiah(back)}
