import pytest

from orders import workflow
from tests.factories.orders import CourierFactory, UptOrderFactory, add_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    part = UptOrderFactory()
    add_line(part)
    return part


def test_whoever_holds_the_link_sees_the_order_and_gets_no_cookie(client, part):
    response = client.get(part.order.get_absolute_url())

    assert response.status_code == 200
    assert not response.cookies
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "change",
    [
        lambda number, token: (number, "x" + token[1:] if token[0] != "x" else "y"),
        lambda number, token: ("SC-TIDAKADA", token),
    ],
)
@pytest.mark.parametrize("page", ["", "status/", "qr.png"])
def test_a_wrong_link_and_an_unknown_order_read_the_same(client, part, change, page):
    number, token = change(part.order.number, part.order.token)

    assert client.get(f"/pesanan/{number}/{token}/{page}").status_code == 404


def test_a_new_token_ends_the_old_link(client, part):
    old = part.order.get_absolute_url()
    part.order.token = "baru"
    part.order.save(update_fields=["token"])

    assert client.get(old).status_code == 404
    assert client.get(part.order.get_absolute_url()).status_code == 200


def test_the_steps_of_a_parcel_follow_what_the_upt_did(client, part):
    workflow.mark_paid(part.order)
    workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345678", actor=None)

    response = client.get(part.order.get_absolute_url())

    assert [(step.name, step.state) for step in response.context["page"].parts[0].timeline] == [
        ("Dibayar", "done"),
        ("Disiapkan petugas UPT", "done"),
        ("Diserahkan ke kurir", "done"),
        ("Dalam perjalanan", "now"),
        ("Tiba di Kota Palembang", "next"),
    ]
    assert b"JNE0012345678" in response.content
