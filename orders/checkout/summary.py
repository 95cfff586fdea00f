"""What it costs, beside every step of the checkout."""

from orders.checkout.placing import total_of


class Summary:
    """Goods of all parcels, charges of those whose way is chosen. `is_final` once every parcel has one."""

    def __init__(self, parcels, plans=()):
        self.parcels, self.plans = parcels, plans

    @property
    def pieces(self):
        return sum(parcel.pieces for parcel in self.parcels)

    @property
    def goods(self):
        return sum(parcel.subtotal for parcel in self.parcels)

    @property
    def is_final(self):
        return len(self.plans) == len(self.parcels)

    @property
    def total(self):
        return total_of(self.plans) if self.is_final else self.goods + sum(plan.charge for plan in self.plans)
