"""Which services may carry which goods: bread does not go by sea freight, nor a bench by motorcycle."""

from catalog.models import ShipScope
from orders.shipping.models import ServiceKind

ALLOWED = {
    ShipScope.NATIONWIDE: frozenset(ServiceKind),
    ShipScope.EXPRESS: frozenset({ServiceKind.EXPRESS, ServiceKind.LOCAL, ServiceKind.PICKUP}),
    ShipScope.LOCAL_OR_PICKUP: frozenset({ServiceKind.LOCAL, ServiceKind.PICKUP}),
    ShipScope.CARGO_OR_PICKUP: frozenset({ServiceKind.CARGO, ServiceKind.PICKUP}),
}


def allowed_kinds(products) -> frozenset[str]:
    """Kinds of service that may carry all of these products together."""
    return frozenset(ServiceKind).intersection(*(ALLOWED[product.ship_scope] for product in products))


def spoils_within(product, days) -> bool:
    """Whether food would have no day of its shelf life left after so many days on the way."""
    return product.is_food and product.shelf_life_days is not None and days >= product.shelf_life_days
