"""An address as it was typed: codes and strings, fit for the session, until an order or account keeps it."""

from django.utils.translation import gettext as _

from orders.addresses.fields import shown
from upt_accounts.regions.models import District

INDONESIA = "ID"


def draft_of(address) -> dict[str, str]:
    """The draft from which this kept address could have been made. Read it with `district__regency`."""
    return {
        "recipient": address.first_name,
        "phone": shown(address.phone_number),
        "province": address.district.regency.province_id,
        "regency": address.district.regency_id,
        "district": address.district_id,
        "village": address.village,
        "line1": address.line1,
        "postcode": address.postcode,
        "landmark": address.landmark,
    }


def district_of(draft):
    return District.objects.select_related("regency__province").get(pk=draft["district"])


def build(model, draft, *, district=None, **fields):
    """An address of that model, with the names of its places, not saved yet; who knows its district hands it in."""
    address = model(district=district or district_of(draft), **columns_of(draft), **fields)
    address.copy_place_names()
    return address


def save_as(model, draft, **fields):
    address = build(model, draft, **fields)
    address.save()
    return address


def columns_of(draft):
    """The fields of an address model, but for the place."""
    return {
        "first_name": draft["recipient"],
        "phone_number": draft["phone"],
        "village": draft["village"],
        "line1": draft["line1"],
        "postcode": draft["postcode"],
        "landmark": draft["landmark"],
        "country_id": INDONESIA,
    }


def lines_of(address) -> list[str]:
    """How an address is written on a page or a label; places as they were named when it was kept."""
    place = [_("Kec. %(district)s") % {"district": address.line3}, address.line4]
    village = [_("Kel./Desa %(village)s") % {"village": address.village}] if address.village else []
    landmark = [_("Patokan: %(landmark)s") % {"landmark": address.landmark}] if address.landmark else []
    return [
        f"{address.first_name} · {shown(address.phone_number)}",
        address.line1,
        ", ".join(village + place),
        f"{address.state} {address.postcode}",
        *landmark,
    ]
