"""What of a basket cannot be sent to the visitor's place: which goods stand in the way, why, and what would help."""

from dataclasses import dataclass

from orders.basket.parcels import BasketLine
from orders.shipping.quotes import Option, Options

# Keys of the parcels that the visitor means to fetch; the checkout begins with that.
FETCHED = "basket_fetched"


@dataclass(frozen=True)
class Obstacle:
    """`fetching` is the way to fetch the parcel instead, if there is one; `is_fetched` says that it was chosen."""

    entry: BasketLine
    reason: str
    fetching: Option | None
    is_fetched: bool


def obstacle_of(parcel, options: Options, fetched) -> Obstacle | None:
    """None where the parcel can be sent."""
    if options.sent:
        return None
    entry = next((line for line in parcel.lines if line.product == options.blocking), parcel.lines[0])
    return Obstacle(entry, options.reason, options.fetching, bool(options.fetching) and parcel.key in fetched)


def fetched_keys(session) -> list[str]:
    return session.get(FETCHED, [])


def choose(session, key, *, is_fetched):
    """Remember that a parcel is fetched, or that it is not after all."""
    others = [kept for kept in fetched_keys(session) if kept != key]
    session[FETCHED] = [*others, key] if is_fetched else others
