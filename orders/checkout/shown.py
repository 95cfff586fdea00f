"""What a review showed, sealed into its form.

When the button is pressed it must still be true; what is not, is told in words before anything is placed.
"""

import hashlib
import json
from datetime import date

from django.core import signing
from django.utils.translation import gettext as _

from catalog.templatetags.money import rupiah
from orders import days

SALT = "checkout.review"


def shown_in(plans, *, contact, address) -> dict:
    """Everything a buyer reads on the review, in a form that JSON gives back unchanged."""
    return {
        "contact": _digest(contact),
        "address": _digest(address),
        "goods": {line.line.line_reference: _goods(line) for plan in plans for line in plan.parcel.lines},
        "parcels": {plan.parcel.key: _parcel(plan) for plan in plans},
    }


def _goods(line):
    return {
        "name": line.product.name,
        "quantity": line.quantity,
        "price": line.price,
        "choices": line.choices,
    }


def _parcel(plan):
    first, last = plan.arrival
    return {
        "upt": plan.parcel.upt.name,
        "way": [plan.option.code, plan.option.name],
        "charge": plan.charge,
        "window": plan.window.code if plan.window else "",
        "fetched": plan.words if plan.window else "",
        "days": [day.isoformat() for day in (plan.parcel.ships_on, first, last)],
        "note": plan.note,
        "gift": plan.gift_message,
    }


def _digest(words):
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def seal(shown) -> str:
    return signing.dumps(shown, salt=SALT, compress=True)


def unseal(text) -> dict | None:
    """What an earlier page showed, or None where the seal is missing or broken."""
    try:
        return signing.loads(text or "", salt=SALT)
    except signing.BadSignature:
        return None


def differences(before: dict | None, now: dict) -> list[str]:
    """What has changed, one sentence each; empty when the page still tells the truth."""
    if before == now:
        return []
    if before is None:
        return [_("Halaman ini tidak dapat dikenali lagi. Periksa pesanan Anda sekali lagi.")]
    told = [
        *_changed_goods(before["goods"], now["goods"]),
        *_changed_parcels(before["parcels"], now["parcels"]),
    ]
    if before["address"] != now["address"]:
        told.append(_("Alamat kirim berbeda dari yang tadi ditampilkan."))
    if before["contact"] != now["contact"]:
        told.append(_("Data pemesan berbeda dari yang tadi ditampilkan."))
    return told


def _changed_goods(before, now):
    for key, goods in now.items():
        if key in before:
            yield from _changed_line(before[key], goods)
        else:
            yield _("“%(name)s” masuk ke keranjang.") % {"name": goods["name"]}
    for key, goods in before.items():
        if key not in now:
            yield _("“%(name)s” tidak ada lagi di keranjang.") % {"name": goods["name"]}


def _changed_line(before, now):
    if before["price"] != now["price"]:
        yield _("Harga “%(name)s” sekarang %(now)s, tadinya %(before)s.") % {
            "name": now["name"],
            "now": rupiah(now["price"]),
            "before": rupiah(before["price"]),
        }
    if before["quantity"] != now["quantity"]:
        yield _("Jumlah “%(name)s” sekarang %(now)d, tadinya %(before)d.") % {
            "name": now["name"],
            "now": now["quantity"],
            "before": before["quantity"],
        }


def _changed_parcels(before, now):
    if before.keys() != now.keys():
        yield _("Pembagian paket berubah.")
    for key in now:
        if key in before:
            yield from _changed_parcel(before[key], now[key])


def _changed_parcel(before, now):
    if before["way"] != now["way"]:
        yield _("Paket dari %(upt)s sekarang dikirim dengan %(now)s, tadinya %(before)s.") % {
            "upt": now["upt"],
            "now": now["way"][1],
            "before": before["way"][1],
        }
    if before["charge"] != now["charge"]:
        yield _("Ongkir dari %(upt)s sekarang %(now)s, tadinya %(before)s.") % {
            "upt": now["upt"],
            "now": rupiah(now["charge"]),
            "before": rupiah(before["charge"]),
        }
    if before.get("window", "") != now["window"] and now["window"]:
        yield _("Paket dari %(upt)s sekarang diambil lain waktu: %(words)s") % {
            "upt": now["upt"],
            "words": now["fetched"],
        }
    elif before["days"] != now["days"]:
        yield _(
            "Paket dari %(upt)s sekarang berangkat paling lambat %(ships)s dan tiba paling lambat %(arrives)s."
        ) % {
            "upt": now["upt"],
            "ships": days.day(date.fromisoformat(now["days"][0])),
            "arrives": days.day(date.fromisoformat(now["days"][2])),
        }
    if before["gift"] != now["gift"]:
        yield _("Ucapan di kartu dari %(upt)s berbeda dari yang tadi ditampilkan.") % {"upt": now["upt"]}
    if before["note"] != now["note"]:
        yield _("Pesan untuk %(upt)s berbeda dari yang tadi ditampilkan.") % {"upt": now["upt"]}
