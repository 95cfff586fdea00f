"""One order as plain data, for support and scripts: the shape is part of the outside contract (README)."""


def as_data(order) -> dict:
    """Amounts are whole rupiah; `promised` is the day by which a part leaves its UPT."""
    parts = order.upt_orders.select_related("upt").prefetch_related(
        "parcels__courier", "parcels__items__line", "lines"
    )
    return {
        "number": order.number,
        "status": order.status,
        "total": int(order.total_incl_tax),
        "payments": [_payment(attempt) for attempt in order.attempts.all()],
        "upt_orders": [_part(part) for part in parts],
        "lines": [_line(line, part) for part in parts for line in part.lines.all()],
    }


def _payment(attempt):
    return {
        "midtrans_order_id": attempt.midtrans_order_id,
        "amount": int(attempt.amount),
        "redirect_url": attempt.redirect_url,
        "status": attempt.status,
    }


def _part(part):
    return {
        "upt": part.upt.code,
        "status": part.status,
        "method": part.service_name,
        "cost": int(part.shipping_charge),
        "promised": part.ships_on.isoformat(),
        "parcels": [
            {
                "courier": parcel.courier.name,
                "tracking": parcel.tracking_number,
                "items": [
                    {"product_id": item.line.product_id, "quantity": item.quantity}
                    for item in parcel.items.all()
                ],
            }
            for parcel in part.parcels.all()
        ],
    }


def _line(line, part):
    return {
        "product_id": line.product_id,
        "upt": part.upt.code,
        "quantity": line.quantity,
        "unit_price": int(line.unit_price_incl_tax),
        "choices": [{name: kept[name] for name in ("name", "value", "surcharge")} for kept in line.choices],
        "reserved": line.num_allocated,
        "sent": line.num_sent,
    }
