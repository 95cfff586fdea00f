"""The ways to pay that Midtrans knows: what they are called here, and what a buyer does to pay by each."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BANKS = {
    "bca": "BCA",
    "bni": "BNI",
    "bri": "BRI",
    "bsi": "BSI",
    "cimb": "CIMB Niaga",
    "danamon": "Danamon",
    "mandiri": "Mandiri",
    "permata": "Permata",
    "saqu": "Bank Saqu",
    "seabank": "SeaBank",
    "other": gettext_lazy("bank lain"),
}
WALLETS = {"gopay": "GoPay", "shopeepay": "ShopeePay", "dana": "DANA", "ovo": "OVO"}
TILLS = {"alfamart": "Alfamart", "indomaret": "Indomaret"}
LATER = {"akulaku": "Akulaku PayLater", "kredivo": "Kredivo"}
MANDIRI_BILL = "echannel"
# Snap is asked for the second, and tells of the first once it was chosen.
QRIS = ("qris", "other_qris")
CARD = "credit_card"
# Where each bank's own app keeps its virtual accounts; the others call it by that name.
MENUS = {
    "bca": "m-Transfer › BCA Virtual Account",
    "bni": "Transfer › Virtual Account Billing",
    "bri": "BRIVA",
}


class Kind(TextChoices):
    """What ways to pay are called together, within a sentence."""

    QRIS = "qris", "QRIS"
    TRANSFER = "transfer", gettext_lazy("transfer bank")
    CARD = "card", gettext_lazy("kartu")
    WALLET = "wallet", gettext_lazy("dompet digital")
    TILL = "till", gettext_lazy("kasir minimarket")
    LATER = "later", gettext_lazy("paylater")


def kind_of(channel: str) -> Kind | None:
    if channel.endswith("_va") or channel == MANDIRI_BILL:
        return Kind.TRANSFER
    kinds = {CARD: Kind.CARD} | dict.fromkeys(QRIS, Kind.QRIS) | dict.fromkeys(WALLETS, Kind.WALLET)
    kinds |= dict.fromkeys(TILLS, Kind.TILL) | dict.fromkeys(LATER, Kind.LATER)
    return kinds.get(channel)


def in_words(channels: Iterable[str]) -> str:
    """ "QRIS, transfer bank, kartu": the kinds of these ways to pay, each once; empty for none."""
    there = {kind_of(channel) for channel in channels}
    return ", ".join(str(kind.label) for kind in Kind if kind in there)


def name_of(channel: str) -> str:
    """ "Virtual account BCA", "QRIS", "GoPay"; an unknown channel is just a payment."""
    if bank := bank_of(channel):
        return _("Virtual account %(bank)s") % {"bank": bank}
    plain = (
        WALLETS
        | TILLS
        | LATER
        | dict.fromkeys(QRIS, "QRIS")
        | {CARD: _("Kartu"), MANDIRI_BILL: _("Tagihan Mandiri")}
    )
    return plain.get(channel, _("Pembayaran"))


def bank_of(channel: str) -> str:
    """The bank of a virtual account; empty for other ways to pay."""
    if not channel.endswith("_va"):
        return ""
    return str(BANKS.get(channel.removesuffix("_va"), _("bank Anda")))


def steps_of(channel: str) -> list[str]:
    """What to do, in order, once number, code or QR are known; empty where Midtrans' page leads."""
    if channel.endswith("_va"):
        return _virtual_account(channel.removesuffix("_va"), bank_of(channel))
    if channel == MANDIRI_BILL:
        return _mandiri()
    if channel in TILLS:
        return _till(TILLS[channel])
    return _qr() if channel == "qris" or channel in WALLETS else []


def _virtual_account(code, bank):
    menu = MENUS.get(code)
    where = (
        _("Buka aplikasi %(bank)s, pilih %(menu)s.") % {"bank": bank, "menu": menu}
        if menu
        else _("Buka aplikasi atau ATM %(bank)s, pilih bayar atau transfer ke virtual account.")
        % {"bank": bank}
    )
    return [
        where,
        _("Tempel nomor di atas."),
        _("Cocokkan nama penerima dan jumlahnya, lalu masukkan PIN Anda."),
    ]


def _mandiri():
    return [
        _("Buka Livin' by Mandiri atau ATM Mandiri, pilih Bayar › Multipayment."),
        _("Isi kode perusahaan dan kode bayar di atas."),
        _("Cocokkan nama penerima dan jumlahnya, lalu masukkan PIN Anda."),
    ]


def _till(store):
    return [
        _("Datang ke kasir %(store)s, sampaikan bahwa Anda membayar lewat Midtrans.") % {"store": store},
        _("Tunjukkan kode bayar di atas kepada kasir."),
        _("Bayar sejumlah tagihan dan simpan struknya."),
    ]


def _qr():
    return [
        _("Buka aplikasi bank atau dompet digital apa pun, pilih bayar atau pindai QR."),
        _(
            "Pindai QR ini. Bila halaman ini terbuka di ponsel yang sama, simpan dulu gambarnya lalu pilih dari galeri."
        ),
        _("Periksa nama penerima dan jumlahnya, lalu masukkan PIN Anda."),
    ]
