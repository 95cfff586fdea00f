"""The buttons of Midtrans' desk for one transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from tools.midtrans_simulator import notifications, refunds, transactions
from tools.midtrans_simulator.channels import CHANNELS, PART, WHOLE
from tools.midtrans_simulator.models import Status
from tools.midtrans_simulator.refusals import Refused


@dataclass(frozen=True)
class Action:
    label: str
    act: Callable
    is_possible: Callable
    takes_amount: bool = False


def _simply(step):
    return lambda transaction, form: step(transaction)


def _refund(transaction, form):
    refunds.refund(transaction, amount=_amount(form), reason="Dari meja simulator")


def _refund_all(transaction, form):
    refunds.refund(transaction, reason="Dari meja simulator")


def _pending_late(transaction, form):
    """The first thing a shop is told, after all that came later."""
    notifications.send(transaction.notifications.order_by("pk").first())


def _amount(form):
    text = form.get("jumlah", "").replace(".", "")
    if not text.isdecimal() or len(text) > 12:
        raise Refused(413, "Jumlah harus rupiah bulat.")
    return int(text)


def _is_pending(transaction):
    return transaction.status == Status.PENDING


def _is_accepted(transaction):
    return transaction.status == Status.CAPTURE and not transaction.is_challenged


def _is_paid(transaction):
    return transaction.status in {Status.SETTLEMENT, Status.PARTIAL_REFUND}


def _can_be_refunded(kind):
    return lambda transaction: _is_paid(transaction) and kind in CHANNELS[transaction.channel].refunds


def _can_be_reversed(transaction):
    return transaction.status == Status.SETTLEMENT and CHANNELS[transaction.channel].can_be_reversed


ACTIONS = {
    "bayar": Action("Bayar", _simply(transactions.pay), _is_pending),
    "tolak": Action("Tolak", _simply(transactions.deny), _is_pending),
    "kedaluwarsa": Action("Biarkan kedaluwarsa", _simply(transactions.expire), _is_pending),
    "terima": Action("Terima setelah diperiksa", _simply(transactions.approve), lambda it: it.is_challenged),
    "tolak-curiga": Action(
        "Tolak karena penipuan", _simply(transactions.deny_challenged), lambda it: it.is_challenged
    ),
    "cairkan": Action("Cairkan dana kartu", _simply(transactions.settle), _is_accepted),
    "batal": Action(
        "Batalkan", _simply(transactions.cancel), lambda it: it.status in {Status.PENDING, Status.CAPTURE}
    ),
    "kembalikan": Action("Kembalikan semua", _refund_all, _can_be_refunded(WHOLE)),
    "kembalikan-sebagian": Action("Kembalikan sebagian", _refund, _can_be_refunded(PART), True),
    "tarik": Action("Tarik kembali oleh bank (chargeback)", _simply(transactions.chargeback), _is_paid),
    "tarik-sebagian": Action("Tarik kembali sebagian", _simply(transactions.partial_chargeback), _is_paid),
    "balik": Action("Balikkan pelunasan (deny)", _simply(transactions.reverse), _can_be_reversed),
    "pending-terlambat": Action(
        "Kirim pending yang terlambat", _pending_late, lambda it: it.status != Status.PENDING
    ),
}


def possible(transaction) -> list[tuple[str, Action]]:
    return [(name, action) for name, action in ACTIONS.items() if action.is_possible(transaction)]
