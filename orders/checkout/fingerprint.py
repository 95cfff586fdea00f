import hashlib
import json

from orders.checkout.progress import key_of


def fingerprint_of(plans, address) -> str:
    """Stands for everything that a review showed: goods, prices, ways of sending, charges, days, address.

    The review's form carries it; if it differs when the button is pressed, what was shown is no longer true.
    """
    shown = [
        [
            key_of(plan.parcel),
            plan.option.code,
            plan.charge,
            plan.note,
            str(plan.parcel.ships_on),
            [str(day) for day in plan.arrival],
            [[line.product.pk, line.quantity, line.price] for line in plan.parcel.lines],
        ]
        for plan in plans
    ]
    return hashlib.sha256(json.dumps([shown, address], sort_keys=True).encode()).hexdigest()
