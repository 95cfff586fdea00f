"""How far a buyer has come in the checkout: codes and words in the session, prices never."""

from orders.checkout.placing import ParcelPlan
from orders.shipping.quotes import quote_all
from upt_accounts.regions.models import District

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

    def chosen(self, key):
        return self.data.get("services", {}).get(key, "")

    def note(self, key):
        return self.data.get("notes", {}).get(key, "")


def key_of(parcel) -> str:
    return f"{parcel.upt.pk}-{parcel.kind}"


def options_for(parcels, progress):
    """Each parcel's key with its ways of sending (`Options`), in two queries for all."""
    district = District.objects.select_related("regency__province").get(pk=progress.address["district"])
    return quote_all([_Group(parcel) for parcel in parcels], district)


class _Group:
    """A parcel of the basket as the quotes want it: a key, a UPT, lines."""

    def __init__(self, parcel):
        self.key, self.upt, self.lines = key_of(parcel), parcel.upt, parcel.lines


def plans_for(parcels, options, progress) -> list[ParcelPlan]:
    """The parcels with the way chosen for each; fewer than there are parcels while a choice is missing or gone."""
    chosen = [(parcel, options[key_of(parcel)].named(progress.chosen(key_of(parcel)))) for parcel in parcels]
    return [ParcelPlan(parcel, option, progress.note(key_of(parcel))) for parcel, option in chosen if option]
