"""Why nothing of a UPT can be sent to a place: a sentence for the buyer that names what stands in the way."""

from itertools import combinations
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalog.models import ShipScope
from orders.shipping.models import ServiceKind
from orders.shipping.scopes import allowed_kinds, spoils_within

PICKUP_ONLY = {ServiceKind.PICKUP}
# The narrower the scope, the likelier it is what stands in the way.
NARROWEST_FIRST = [
    ShipScope.LOCAL_OR_PICKUP,
    ShipScope.EXPRESS,
    ShipScope.CARGO_OR_PICKUP,
    ShipScope.NATIONWIDE,
]


class Obstacle(NamedTuple):
    """`product` is the one to take out, or to fetch."""

    sentence: str
    product: object


def why_not_sent(lines, upt, place, *, carried, may_fetch) -> Obstacle:
    """`carried` are the tariffs that lead there for goods of this kind but did not take these."""
    products = [line.product for line in lines]
    if allowed_kinds(products) <= PICKUP_ONLY:
        return _apart(products)
    if carried:
        return _spoiled(products, place, carried) or _too_much(lines, place)
    product = min(products, key=lambda each: NARROWEST_FIRST.index(each.ship_scope))
    names = {"product": product.name, "origin": upt.regency.name, "destination": place.name}
    sentence = _unserved(product.ship_scope, may_fetch, at_home=place.regency_id == upt.regency_id)
    return Obstacle(sentence % names, product)


def _unserved(scope, may_fetch, at_home):
    if scope == ShipScope.LOCAL_OR_PICKUP:
        return _not_from_the_oven(may_fetch, at_home)
    if scope == ShipScope.EXPRESS:
        return _(
            "%(product)s hanya dapat dikirim dengan layanan cepat, "
            "dan belum ada layanan cepat dari %(origin)s ke %(destination)s."
        )
    if scope == ShipScope.CARGO_OR_PICKUP:
        return _(
            "%(product)s hanya dapat dikirim dengan kargo, "
            "dan belum ada kargo dari %(origin)s ke %(destination)s."
        )
    return _("%(product)s belum dapat dikirim: tidak ada kurir dari %(origin)s ke %(destination)s.")


def _not_from_the_oven(may_fetch, at_home):
    if at_home:
        return _("%(product)s belum dapat diantar: tidak ada kurir lokal di %(origin)s.")
    if may_fetch:
        return _("%(product)s hanya dapat diambil sendiri atau dikirim kurir lokal di %(origin)s.")
    return _("%(product)s hanya dapat dikirim kurir lokal di %(origin)s.")


def _apart(products):
    """Two products that share no way of sending, for example a loaf and a bench."""
    first, second = next(pair for pair in combinations(products, 2) if allowed_kinds(pair) <= PICKUP_ONLY)
    sentence = _("%(first)s dan %(second)s tidak dapat dikirim bersama. Pesanlah keduanya terpisah.")
    return Obstacle(sentence % {"first": first.name, "second": second.name}, second)


def _spoiled(products, place, carried):
    days = min(row.max_days for row in carried)
    for product in products:
        if spoils_within(product, days):
            sentence = _(
                "%(product)s tahan %(shelf_life)d hari, "
                "padahal perjalanan ke %(destination)s sampai %(days)d hari."
            ) % {
                "product": product.name,
                "shelf_life": product.shelf_life_days,
                "destination": place.name,
                "days": days,
            }
            return Obstacle(sentence, product)
    return None


def _too_much(lines, place):
    heaviest = max(lines, key=lambda line: line.product.weight_grams * line.quantity)
    names = {"product": heaviest.product.name, "destination": place.name}
    if sum(line.quantity for line in lines) == 1:
        sentence = _("%(product)s terlalu berat atau terlalu besar untuk dikirim ke %(destination)s.")
    else:
        sentence = _(
            "Barang-barang ini terlalu berat atau terlalu besar untuk dikirim ke %(destination)s sekaligus. "
            "Kurangi jumlahnya, mulai dari %(product)s."
        )
    return Obstacle(sentence % names, heaviest.product)
