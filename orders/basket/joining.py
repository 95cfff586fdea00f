"""Kirim bersama: what lies ready waits for what one UPT makes for the same buyer, and both leave in one parcel."""

from dataclasses import dataclass
from datetime import date

from catalog.models import Availability
from orders.basket.parcels import BasketParcel
from orders.shipping.models import ServiceKind
from orders.shipping.scopes import allowed_kinds, spoils_within

# Keys of the UPTs whose parcels the visitor has joined.
JOINED = "basket_joined"
# What waits must still be good after so many days with the courier.
ON_THE_WAY = 7


@dataclass(frozen=True)
class Offer:
    """Two parcels, or the one that they have become. `saved` is what one costs less (rupiah), where it is known."""

    joined: BasketParcel
    is_joined: bool
    saved: int | None = None

    @property
    def upt(self):
        return self.joined.upt

    @property
    def day(self) -> date:
        """On which all of it leaves."""
        return self.joined.ships_on


def joined_upts(session) -> list[int]:
    return session.get(JOINED, [])


def choose(session, upt_pk, *, is_joined):
    others = [kept for kept in joined_upts(session) if kept != upt_pk]
    session[JOINED] = [*others, upt_pk] if is_joined else others


def joined(parcels, upts) -> list[BasketParcel]:
    """The same parcels, those of the named UPTs as one where that may be; each in the place of its first."""
    ones = {pair[0].upt.pk: _one_of(pair) for pair in _pairs(parcels) if pair[0].upt.pk in upts}
    found = {}
    for parcel in parcels:
        one = ones.get(parcel.upt.pk)
        shown = one if one and any(parcel is part for part in one.parts) else parcel
        found[shown.key] = shown
    return list(found.values())


def alternatives(parcels) -> list[BasketParcel]:
    """What the joined would be apart and the others joined: to be quoted along, so that a saving can be told."""
    apart = [part for parcel in parcels for part in parcel.parts]
    return apart + [_one_of(pair) for pair in _pairs(parcels)]


def offers_of(parcels, options) -> list[Offer]:
    """`options` are ways of sending by key, those of the alternatives too; empty where no place is known."""
    made = [_offer(parcel, True, options) for parcel in parcels if parcel.parts]
    open_ones = [_offer(_one_of(pair), False, options) for pair in _pairs(parcels)]
    return made + [offer for offer in open_ones if not options or options[offer.joined.key].sent]


def _offer(one, is_joined, options):
    costs = [_usual(options, parcel.key) for parcel in (*one.parts, one)]
    return Offer(one, is_joined, None if None in costs else costs[0] + costs[1] - costs[2])


def _usual(options, key):
    """The charge of the cheapest way, in rupiah."""
    sent = options[key].sent if key in options else []
    return int(sent[0].charge) if sent else None


def _pairs(parcels):
    """What lies ready at a UPT, and what it makes: (ready, made), if they may travel together."""
    by_kind = {(parcel.upt.pk, parcel.kind): parcel for parcel in parcels if not parcel.parts}
    for (upt_pk, kind), made in by_kind.items():
        ready = by_kind.get((upt_pk, Availability.READY))
        if kind == Availability.MADE_TO_ORDER and ready and _may_travel_together(ready, made):
            yield ready, made


def _may_travel_together(ready, made):
    if ready.promise.sold_out or made.promise.sold_out:
        return False
    waiting = (made.ships_on - ready.ships_on).days
    products = [line.product for line in (*ready.lines, *made.lines)]
    keeps = not any(spoils_within(line.product, waiting + ON_THE_WAY) for line in ready.lines)
    return waiting >= 0 and keeps and allowed_kinds(products) > {ServiceKind.PICKUP}


def _one_of(pair):
    ready, made = pair
    return BasketParcel(made.upt, made.kind, [*ready.lines, *made.lines], parts=(ready, made))
