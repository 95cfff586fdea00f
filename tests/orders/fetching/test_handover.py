"""The code in the buyer's hand and the petugas who ticks it off."""

from datetime import timedelta

import pytest
from django.urls import reverse

from catalog.capacity import pickup
from catalog.promises import today_at
from orders import workflow
from orders.fetching import cleaned_code, new_code
from orders.models import CancelReason, UptOrder, UptOrderStatus
from tests.factories.orders import ShippingServiceFactory, UptOrderFactory, add_line
from tests.factories.pickup import OutletFactory, window_of
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import kepala_of, national, petugas_of
from upt_accounts.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK = reverse("admin:order_uptorder_handover")
UNKNOWN = "Tidak ada pesanan dengan kode ini. Periksa lagi kodenya."


def part_to_fetch(upt=None, *, paid=True, code="K7M2XQ"):
    """A part of one bag with a window tomorrow."""
    product = ProductFactory(upt=upt) if upt else ProductFactory()
    outlet = product.upt.outlets.first() or OutletFactory(upt=product.upt)
    window = window_of(outlet, today_at(product.upt) + timedelta(days=1))
    part = UptOrderFactory(
        upt=product.upt,
        service=ShippingServiceFactory(pickup=True),
        shipping_charge=0,
        window=pickup.reserve(window),
        pickup_code=code,
    )
    add_line(part, product)
    if paid:
        workflow.mark_paid(part.order)
    return part


@pytest.fixture
def part():
    return part_to_fetch()


@pytest.fixture
def petugas(client, part):
    client.force_login(petugas_of(part.upt))
    return client


def errors(page):
    return page.context["form"].errors.get("kode")


def test_a_code_shows_the_part_however_it_is_typed(petugas, part):
    page = petugas.get(DESK, {"kode": " k7m-2xq "})

    assert page.context["part"] == part
    assert page.context["refusal"] == ""
    assert part.order.contact_name in page.content.decode()


def test_handing_over_takes_the_goods_from_the_shelf_and_happens_once(petugas, part):
    line = part.lines.get()
    answer = petugas.post(DESK, {"kode": "K7M2XQ"}, follow=True)

    part.refresh_from_db()
    assert part.status == UptOrderStatus.DELIVERED
    assert (stock_of(line.product).num_in_stock, stock_of(line.product).num_allocated) == (9, 0)
    assert f"Paket {part.number} sudah diserahkan." in answer.content.decode()

    again = petugas.post(DESK, {"kode": "K7M2XQ"}, follow=True)

    assert again.context["refusal"].startswith("Kode ini sudah dipakai: pesanannya diserahkan ")
    assert stock_of(line.product).num_in_stock == 9


def test_a_code_of_another_upt_is_a_code_that_does_not_exist(petugas):
    part_to_fetch(code="PQRSTV")

    assert errors(petugas.get(DESK, {"kode": "PQRSTV"})) == [UNKNOWN]
    assert errors(petugas.post(DESK, {"kode": "PQRSTV"})) == [UNKNOWN]
    assert UptOrder.objects.get(pickup_code="PQRSTV").status == UptOrderStatus.WAITING


def test_an_unpaid_order_is_not_handed_out(petugas, part):
    unpaid = part_to_fetch(part.upt, paid=False, code="PQRSTV")

    page = petugas.post(DESK, {"kode": "PQRSTV"}, follow=True)

    assert page.context["refusal"] == "Pesanan ini belum dibayar. Jangan serahkan barangnya."
    unpaid.refresh_from_db()
    assert unpaid.status == UptOrderStatus.WAITING


def test_a_cancelled_order_is_not_handed_out(petugas, part):
    gone = part_to_fetch(part.upt, paid=False, code="PQRSTV")
    workflow.cancel(gone.order, because=CancelReason.BY_BUYER)
    workflow.keep_late_money(gone.order, at=part.order.date_placed)

    page = petugas.get(DESK, {"kode": "PQRSTV"})

    assert page.context["refusal"] == "Pesanan ini sudah dibatalkan. Jangan serahkan barangnya."


def test_nobody_finds_a_code_by_trying(petugas):
    for _each in range(20):
        assert errors(petugas.get(DESK, {"kode": "AAAAAA"})) == [UNKNOWN]

    assert errors(petugas.get(DESK, {"kode": "K7M2XQ"})) == [
        "Terlalu banyak kode yang salah. Tunggu beberapa menit, atau cari pesanannya di daftar Paket."
    ]


def test_right_codes_are_not_counted(petugas):
    for _each in range(25):
        assert petugas.get(DESK, {"kode": "K7M2XQ"}).context["part"]


@pytest.mark.parametrize("typed", ["", "\0", "🥖", "x" * 21])
def test_what_is_no_code_gets_a_sentence(petugas, typed):
    assert errors(petugas.get(DESK, {"kode": typed}))


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PENGELOLA, Role.KURATOR])
def test_who_packs_nothing_hands_nothing_out(client, part, role):
    client.force_login(national(role))

    assert client.get(DESK, {"kode": "K7M2XQ"}).status_code == 403
    assert client.post(DESK, {"kode": "K7M2XQ"}).status_code == 403


def test_the_head_of_the_upt_may_hand_over_too(client, part):
    client.force_login(kepala_of(part.upt))

    assert client.get(DESK, {"kode": "K7M2XQ"}).context["part"] == part


def test_the_page_asks_the_same_few_questions(petugas, part, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        petugas.get(DESK, {"kode": "K7M2XQ"})


def test_codes_are_of_signs_that_are_not_mistaken_and_differ():
    part = part_to_fetch()
    codes = {new_code(part.upt) for _each in range(200)}

    assert len(codes) == 200
    assert not set("".join(codes)) & set("01OILU")
    assert cleaned_code("k7 m2-xq") == "K7M2XQ"


def test_the_buyer_sees_code_and_qr_when_it_is_paid_and_no_longer_once_they_have_it(client):
    part = part_to_fetch(paid=False)
    address = part.order.get_absolute_url()
    assert "K7M2XQ" not in client.get(address).content.decode()

    workflow.mark_paid(part.order)
    page = client.get(address).content.decode()
    assert '<p class="order-number">K7M2XQ</p>' in page
    assert 'class="qr-code"' in page
    assert "Ambil besok, 07.00–09.00 WIB, di Toko Roti, Jalan Inspektur Marzuki 1." in page

    workflow.hand_out(part, actor=None)
    assert "K7M2XQ" not in client.get(address).content.decode()


def test_the_mail_of_the_payment_brings_the_code(mailoutbox, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        part = part_to_fetch()
    run_tasks()

    [mail] = [mail for mail in mailoutbox if mail.to == ["ani@example.com"]]
    assert "Kode ambil: K7M2XQ" in mail.body
    assert "07.00–09.00 WIB, di Toko Roti, Jalan Inspektur Marzuki 1." in mail.body
    assert "K7M2XQ" in mail.alternatives[0][0]
    assert not any("K7M2XQ" in mail.body for mail in mailoutbox if mail.to == [part.upt.email])
