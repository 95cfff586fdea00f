"""How far a buyer has come in the checkout: codes and words in the session, prices never."""

from django.utils.functional import cached_property

from orders.addresses import drafts
from orders.checkout.placing import ParcelPlan
from orders.models import ShippingAddress
from orders.shipping.quotes import quote_all

KEY = "checkout"


class Progress:
    """What was answered so far. Every page works prices out anew from it; the session holds no amount."""

    def __init__(self, session):
        self._session = session
        self.data = session.get(KEY, {})

    def remember(self, **answers):
        self.data |= answers
        self._session[KEY] = self.data

    def forget(self):
        self._session.pop(KEY, None)

    @property
    def has_address(self):
        return "contact" in self.data and "address" in self.data

    @property
    def contact(self):
        return self.data["contact"]

    @property
    def address(self):
        return self.data["address"]

    @cached_property
    def district(self):
        return drafts.district_of(self.address)

    @property
    def services(self) -> dict[str, str]:
        """Codes of the ways chosen, by the key of the parcel."""
        return self.data.get("services", {})

    @property
    def notes(self) -> dict[str, str]:
        return self.data.get("notes", {})


def address_lines(progress) -> list[str]:
    """The address as it will stand on the label."""
    return drafts.lines_of(drafts.build(ShippingAddress, progress.address, district=progress.district))


def options_for(parcels, progress):
    """Each parcel's key with its ways of sending (`Options`), in two queries for all."""
    return quote_all(parcels, progress.district)


def plans_for(parcels, options, services, notes) -> list[ParcelPlan]:
    """The parcels with the way chosen for each; fewer than there are parcels while a choice is missing or gone."""
    chosen = [(parcel, options[parcel.key].named(services.get(parcel.key))) for parcel in parcels]
    return [ParcelPlan(parcel, option, notes.get(parcel.key, "")) for parcel, option in chosen if option]
