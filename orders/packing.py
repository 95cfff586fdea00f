"""What a UPT still has to pack, how urgent it is, and to whom it goes."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from phonenumber_field.phonenumber import PhoneNumber

from orders.models import ShippingAddress, UptOrderStatus
from upt_accounts.states.machine import history

# A question about a parcel comes within weeks; after that a UPT has no more use for a buyer's address.
ADDRESS_SHOWN_AFTER_DELIVERY = timedelta(days=30)
ON_THE_WAY = (
    UptOrderStatus.WAITING,
    UptOrderStatus.PREPARING,
    UptOrderStatus.PARTLY_SHIPPED,
    UptOrderStatus.SHIPPED,
    UptOrderStatus.READY_FOR_PICKUP,
)


@dataclass(frozen=True)
class Urgency:
    """How near the promised day is, in words; `code` is late, today or later."""

    code: str
    words: str


def today_at(upt) -> date:
    return timezone.now().astimezone(ZoneInfo(upt.time_zone)).date()


def urgency_of(part) -> Urgency:
    """For a part that has not left yet."""
    days = (part.ships_on - today_at(part.upt)).days
    if days < 0:
        return Urgency(
            "late", ngettext("Terlambat %(days)d hari", "Terlambat %(days)d hari", -days) % {"days": -days}
        )
    if days == 0:
        return Urgency("today", _("Hari ini"))
    if days == 1:
        return Urgency("later", _("Besok"))
    return Urgency("later", _("Sebelum %(day)s") % {"day": date_format(part.ships_on, "j F")})


def shows_address(part, access) -> bool:
    """Whether this person needs the buyer's name and address: who packs it, while it travels and a little after."""
    if part.order.paid_at is None or not access.works_at(part.upt):
        return False
    if part.status in ON_THE_WAY:
        return True
    return part.status == UptOrderStatus.DELIVERED and _delivered_lately(part)


@dataclass(frozen=True)
class Recipient:
    """Who gets a part; without an address it is fetched at the UPT."""

    name: str
    phone: PhoneNumber
    address: ShippingAddress | None = None


def recipient_of(part, access) -> Recipient | None:
    """Whom to write on the parcel, or None where this person must not know."""
    if not shows_address(part, access):
        return None
    order = part.order
    address = order.shipping_address if part.service.courier_id else None
    if address is None:
        return Recipient(order.contact_name, order.contact_phone)
    return Recipient(address.recipient, address.phone_number or order.contact_phone, address)


def _delivered_lately(part):
    last = history(part).filter(field="status", new=UptOrderStatus.DELIVERED).order_by("at").last()
    return last is not None and last.at >= timezone.now() - ADDRESS_SHOWN_AFTER_DELIVERY
