"""What it costs, beside every step of the checkout."""

from dataclasses import dataclass

from orders.basket.parcels import BasketParcel
from orders.checkout.placing import total_of


@dataclass(frozen=True)
class Charge:
    """What sending one parcel costs, in rupiah; None while no way is chosen."""

    parcel: BasketParcel
    amount: int | None


class Summary:
    """Goods of all parcels and charges of those whose way is chosen; without `plans`, sending is not spoken of yet."""

    def __init__(self, parcels, plans=None):
        self.parcels, self.plans = parcels, plans or []
        self._asks_for_ways = plans is not None

    @property
    def pieces(self):
        return sum(parcel.pieces for parcel in self.parcels)

    @property
    def goods(self):
        return sum(parcel.subtotal for parcel in self.parcels)

    @property
    def charges(self):
        if not self._asks_for_ways:
            return []
        amounts = {plan.parcel.key: plan.charge for plan in self.plans}
        return [Charge(parcel, amounts.get(parcel.key)) for parcel in self.parcels]

    @property
    def is_final(self):
        return len(self.plans) == len(self.parcels)

    @property
    def total(self):
        return total_of(self.plans) if self.is_final else self.goods + sum(plan.charge for plan in self.plans)
