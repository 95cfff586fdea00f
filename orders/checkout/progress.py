"""How far a buyer has come in the checkout: codes and words in the session, prices never."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalog.capacity import pickup
from orders.addresses import drafts
from orders.basket.travel import fetched_keys
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
    def windows(self) -> dict[str, str]:
        """Codes of the windows in which parcels are fetched, by the key of the parcel."""
        return self.data.get("windows", {})

    def carry_words(self, one, *, is_joined):
        """What was written for the parcels that `one` joins follows them into it, and out of it."""
        self.remember(
            notes=_words_of(self.notes, one, is_joined),
            gifts=_words_of(self.gift_messages, one, is_joined),
            # The page must be sent again before the words count: two notes may be too long for one.
            services={key: code for key, code in self.services.items() if key != one.key},
        )

    @property
    def fetched(self) -> list[str]:
        """Keys of the parcels that the buyer chose to fetch in the basket."""
        return fetched_keys(self._session)

    @property
    def notes(self) -> dict[str, str]:
        return self.data.get("notes", {})

    @property
    def gift_messages(self) -> dict[str, str]:
        """What is to be printed on a card for the recipient, by the key of the parcel."""
        return self.data.get("gifts", {})


def _words_of(kept, one, is_joined):
    """Words by parcel: those of two for the one that they become, or those of the one for the part that is made."""
    parts = [part.key for part in one.parts]
    if is_joined:
        return kept | {one.key: " ".join(filter(None, (kept.get(key, "") for key in parts)))}
    return kept | {parts[0]: "", parts[1]: kept.get(one.key, "")}


def address_lines(progress) -> list[str]:
    """The address as it will stand on the label."""
    return drafts.lines_of(drafts.build(ShippingAddress, progress.address, district=progress.district))


def options_for(parcels, progress):
    """Each parcel's key with its ways of sending (`Options`), in three queries for all."""
    options = quote_all(parcels, progress.district)
    hours = pickup.hours_of({parcel.upt for parcel in parcels})
    for parcel in parcels:
        if of_upt := hours.get(parcel.upt.pk):
            options[parcel.key].windows = pickup.offered(of_upt, ready_on=parcel.ships_on, day=parcel.day)
    return options


def plans_for(parcels, options, progress, services=None, windows=None) -> list[ParcelPlan]:
    """The parcels with the way chosen for each; fewer than there are parcels while a choice is missing or gone."""
    services = progress.services if services is None else services
    windows = progress.windows if windows is None else windows
    plans = (
        _plan(parcel, options[parcel.key], services.get(parcel.key), windows.get(parcel.key), progress)
        for parcel in parcels
    )
    return [plan for plan in plans if plan]


def _plan(parcel, ways, service, window, progress):
    option = ways.named(service)
    words = progress.notes.get(parcel.key, ""), progress.gift_messages.get(parcel.key, "")
    if option is None or not ways.asks_for_window(option):
        return option and ParcelPlan(parcel, option, *words)
    free = ways.free_window(window)
    return free and ParcelPlan(parcel, option, *words, free)


def lost_windows(parcels, options, progress) -> list[str]:
    """A sentence for each window that was chosen and cannot be booked any more."""
    return [
        _("Jam ambil di %(upt)s yang Anda pilih sudah penuh, ditutup, atau terlalu dekat. Pilih jam lain.")
        % {"upt": parcel.upt.name}
        for parcel in parcels
        if _has_lost_its_window(options[parcel.key], progress, parcel.key)
    ]


def _has_lost_its_window(ways, progress, key):
    option = ways.named(progress.services.get(key))
    wanted = progress.windows.get(key)
    return bool(option and wanted and ways.asks_for_window(option) and not ways.free_window(wanted))
