import json

import pytest
from django.core.management import CommandError, call_command

from tests.orders.states import PAGE, order_in

pytestmark = pytest.mark.django_db


def test_an_order_is_shown_as_the_contract_says(capsys):
    order = order_in("first_sent")
    first, second = order.upt_orders.all()
    sold, kept = first.lines.get(), second.lines.get()

    call_command("show_order", order.number, "--json")

    part = {"method": "JNE REG", "cost": 18000, "promised": first.ships_on.isoformat()}
    assert json.loads(capsys.readouterr().out) == {
        "number": order.number,
        "status": "in_progress",
        "total": 286000,
        "payments": [
            {
                "midtrans_order_id": f"{order.number}-1",
                "amount": 286000,
                "redirect_url": PAGE,
                "status": "settled",
            }
        ],
        "upt_orders": [
            {
                "upt": first.upt.code,
                "status": "shipped",
                "parcels": [
                    {
                        "courier": "JNE",
                        "tracking": first.parcels.get().tracking_number,
                        "items": [{"product_id": sold.product_id, "quantity": 1}],
                    }
                ],
                **part,
            },
            {"upt": second.upt.code, "status": "waiting", "parcels": [], **part},
        ],
        "lines": [
            {
                "product_id": line.product_id,
                "upt": line.upt_order.upt.code,
                "quantity": 1,
                "unit_price": 125000,
                "choices": [],
                "reserved": reserved,
                "sent": 1 - reserved,
            }
            for line, reserved in ((sold, 0), (kept, 1))
        ],
    }


def test_people_read_the_same_in_lines(capsys):
    order = order_in("first_sent", parts=1)
    part = order.upt_orders.get()

    call_command("show_order", order.number)

    assert capsys.readouterr().out.splitlines() == [
        f"{order.number}  in_progress  Rp143000",
        f"payment  {order.number}-1  settled  Rp143000  {PAGE}",
        f"part     {part.upt.code}  shipped  JNE REG  Rp18000  promised {part.ships_on}  {part.parcels.get()}",
        f"line     {part.upt.code}  product {part.lines.get().product_id}  1 x Rp125000  reserved 0  sent 1",
    ]


def test_an_unknown_number_is_one_clear_line():
    with pytest.raises(CommandError, match=r"^There is no order SC-TIDAKADA\.$") as refusal:
        call_command("show_order", "SC-TIDAKADA", "--json")

    assert refusal.value.returncode == 1
