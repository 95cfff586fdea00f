"""Whole orders and the messages about them, as the national offices read them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orders.models import OrderMail
from orders.payments.applying import apply
from tests.admin.pages import rows, words
from tests.factories.upts import UptFactory, kanwil_officer_of, national, petugas_of
from tests.orders.payments.answers import an_attempt, body_of
from upt_accounts.models import Role

pytestmark = pytest.mark.django_db
ORDERS, MAILS = "/admin/order/order/", "/admin/order/ordermail/"


@pytest.fixture
def keuangan(client):
    keuangan = national(Role.KEUANGAN)
    client.force_login(keuangan)
    return keuangan


@pytest.fixture
def paid(db):
    attempt = an_attempt()
    apply(attempt, body_of(attempt, "settlement"), source="message")
    return attempt


def test_an_order_shows_its_parts_its_payment_its_mails_and_its_history(client, keuangan, paid):
    page = words(client.get(f"{ORDERS}{paid.order_id}/change/"))

    part = paid.order.upt_orders.get()
    for shown in (
        f"{part.number} {part.upt.name} Menunggu JNE REG Rp18.000",
        f"{paid.midtrans_order_id} Dibayar Rp143.000",
        f"Untuk UPT: paket baru: {part.number}",
        f"Dibayar · {paid.midtrans_order_id}",
    ):
        assert shown in page


def test_what_was_told_anew_after_a_reversal_reads_as_what_it_is(client, keuangan, paid):
    for event in ("paid:::2", f"to_pack:{paid.order.upt_orders.get().number}::2"):
        OrderMail.objects.create(order=paid.order, event=event, recipient="ani@example.com")

    page = words(client.get(f"{ORDERS}{paid.order_id}/change/"))

    assert page.count("Pembayaran masuk ani@example.com") == 2
    assert "::2" not in page


def test_where_the_buyer_lives_is_read_by_who_packs_alone(client, keuangan, paid):
    page = words(client.get(f"{ORDERS}{paid.order_id}/change/"))

    assert paid.order.shipping_address.line1 == "Jalan Merdeka 12"
    assert "Jalan Merdeka" not in page
    assert paid.order.token not in page


def test_orders_are_found_by_number_by_buyer_and_by_state(client, keuangan, paid):
    waiting = an_attempt().order

    found = [
        rows(client.get(ORDERS + query))
        for query in (f"?q={waiting.number}", "?q=ani@", "?status__exact=paid")
    ]

    assert (found[0], sorted(found[1]), found[2]) == (
        [waiting.pk],
        sorted([paid.order_id, waiting.pk]),
        [paid.order_id],
    )


def test_mails_are_told_apart_by_how_they_fared(client, keuangan, paid):
    sent, failed, *waiting = OrderMail.objects.order_by("pk")
    OrderMail.objects.filter(pk=sent.pk).update(sent_at=timezone.now() - timedelta(hours=1))
    OrderMail.objects.filter(pk=failed.pk).update(error="550 unknown")

    found = {
        state: rows(client.get(f"{MAILS}?keadaan={state}")) for state in ("terkirim", "gagal", "menunggu")
    }

    assert found == {"terkirim": [sent.pk], "gagal": [failed.pk], "menunggu": [mail.pk for mail in waiting]}
    assert "550 unknown" in words(client.get(f"{MAILS}{failed.pk}/change/"))


@pytest.mark.parametrize("address", [ORDERS, MAILS])
def test_whole_orders_are_no_business_of_a_upt_or_kanwil(client, address, paid):
    upt = paid.order.upt_orders.get().upt
    for person in (petugas_of(upt), kanwil_officer_of(upt.kanwil), national(Role.KURATOR)):
        client.force_login(person)
        assert client.get(address).status_code == 403
        assert client.get(f"{address}{paid.order_id}/change/").status_code in (403, 404)


@pytest.mark.parametrize("path", ["add/", "{}/change/", "{}/delete/"])
def test_an_order_is_written_by_the_shop_alone(client, keuangan, paid, path):
    address = ORDERS + path.format(paid.order_id)

    assert client.post(address, {"status": "completed", "post": "yes"}).status_code == 403
    paid.order.refresh_from_db()
    assert paid.order.status == "paid"


@pytest.mark.parametrize(
    "query", ["?q=%00", "?status__exact=%00", "?keadaan=%00", "?o=%00", "?e=1", "?p=zzz"]
)
def test_an_address_that_means_nothing_breaks_nothing(client, keuangan, paid, query):
    assert client.get(ORDERS + query).status_code in (200, 302, 404)


@pytest.mark.parametrize("number", [1, 6])
def test_the_page_of_an_order_asks_as_much_for_one_mail_as_for_many(
    client, keuangan, paid, number, django_assert_max_num_queries
):
    OrderMail.objects.bulk_create(
        OrderMail(order=paid.order, event=f"shipped:{UptFactory().code}", recipient="ani@example.com")
        for _each in range(number)
    )

    with django_assert_max_num_queries(16):
        client.get(f"{ORDERS}{paid.order_id}/change/")
