"""What a petugas does with the parcels of their UPT, from the list to the buyer's hands."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from orders import workflow
from orders.admin import slips
from orders.models import OrderMail, Parcel, UptOrderStatus
from tests.admin.sending import as_sent
from tests.factories.orders import CourierFactory, ShippingServiceFactory, UptOrderFactory, add_line
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import UptFactory, petugas_of
from upt_accounts.states.machine import history

pytestmark = pytest.mark.django_db
LIST = "/admin/order/uptorder/"


def paid_part(upt, **fields):
    part = UptOrderFactory(upt=upt, **fields)
    add_line(part, ProductFactory(upt=upt), quantity=2)
    workflow.mark_paid(part.order)
    return part


def page_of(part, step="change"):
    return reverse(f"admin:order_uptorder_{step}", args=[part.pk])


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def fate(part):
    part.refresh_from_db()
    return part.status, [str(parcel) for parcel in part.parcels.all()]


@pytest.fixture
def upt():
    return UptFactory()


@pytest.fixture
def petugas(upt, client):
    petugas = petugas_of(upt, first_name="Sari")
    client.force_login(petugas)
    return petugas


@pytest.fixture
def part(petugas, upt):
    return paid_part(upt)


def test_the_list_begins_with_what_was_promised_first_and_ends_with_what_has_left(client, petugas, upt):
    today = timezone.localdate()
    gone = paid_part(upt, ships_on=today - timedelta(days=9))
    later, late = (
        paid_part(upt, ships_on=today + timedelta(days=3)),
        paid_part(upt, ships_on=today - timedelta(days=1)),
    )
    workflow.ship(gone, courier=CourierFactory(), tracking_number="JNE0012345678", actor=petugas)

    listed = client.get(LIST).context["cl"].result_list

    assert list(listed) == [late, later, gone]


def test_a_parcel_is_prepared_and_sent_with_its_number(client, part):
    courier = CourierFactory()
    client.post(page_of(part, "prepare"))
    assert fate(part) == (UptOrderStatus.PREPARING, [])

    answer = client.post(
        page_of(part, "ship"), {"courier": courier.pk, "tracking_number": " jne 0012 345678 "}
    )

    assert answer.headers["Location"] == page_of(part)
    assert fate(part) == (UptOrderStatus.SHIPPED, ["JNE JNE0012345678"])
    assert told(answer) == [f"Paket {part.number} sedang disiapkan.", f"Paket {part.number} sudah dikirim."]
    record = stock_of(part.lines.get().product)
    assert (record.num_in_stock, record.num_allocated) == (8, 0)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "Bidang ini tidak boleh kosong."),
        ("JNE1", "Nomor resi JNE tidak seperti ini. Periksa lagi angka dan hurufnya."),
        ("JNE-0012345678", "Nomor resi JNE tidak seperti ini. Periksa lagi angka dan hurufnya."),
        ("１２３４５６７８", "Nomor resi JNE tidak seperti ini. Periksa lagi angka dan hurufnya."),
    ],
)
def test_a_number_that_the_courier_does_not_write_is_caught_and_stays_typed(client, part, number, sentence):
    answer = client.post(page_of(part, "ship"), {"courier": CourierFactory().pk, "tracking_number": number})

    form = answer.context["sending_form"]
    assert form.errors == {"tracking_number": [sentence]}
    assert form["tracking_number"].value() == number
    assert fate(part) == (UptOrderStatus.WAITING, [])


def test_a_number_serves_one_parcel_only(client, part, petugas, upt):
    courier, other = CourierFactory(), paid_part(upt)
    workflow.ship(other, courier=courier, tracking_number="JNE0012345678", actor=petugas)

    answer = client.post(page_of(part, "ship"), {"courier": courier.pk, "tracking_number": "JNE0012345678"})

    assert answer.context["sending_form"].errors == {
        "tracking_number": ["Nomor resi ini sudah dipakai untuk paket lain."]
    }
    assert fate(part) == (UptOrderStatus.WAITING, [])


def test_a_wrong_number_is_corrected_and_the_old_one_stays_on_record(client, part, petugas):
    courier = CourierFactory()
    parcel = workflow.ship(part, courier=courier, tracking_number="JNE0012345687", actor=petugas)

    client.post(
        page_of(part, "correct"),
        {"parcel": parcel.pk, "courier": courier.pk, "tracking_number": "JNE0012345678"},
    )

    assert fate(part) == (UptOrderStatus.SHIPPED, ["JNE JNE0012345678"])
    [line] = client.get(page_of(part)).context["changes"]
    assert line.endswith(": resi JNE0012345687 diperbaiki menjadi JNE0012345678 oleh Sari")


def test_a_second_click_on_send_changes_nothing_and_writes_one_mail(client, part):
    typed = {"courier": CourierFactory().pk, "tracking_number": "JNE0012345678"}
    client.post(page_of(part, "ship"), typed)

    answer = client.post(page_of(part, "ship"), typed)

    assert (
        told(answer)[-1] == f"Paket {part.number} sudah ditandai begitu sebelumnya, tidak ada yang berubah."
    )
    assert fate(part) == (UptOrderStatus.SHIPPED, ["JNE JNE0012345678"])
    assert OrderMail.objects.filter(event__startswith=f"shipped:{part.number}").count() == 1


def test_who_sends_what_a_colleague_has_sent_is_told_under_which_number(client, part, petugas):
    courier = CourierFactory()
    workflow.ship(part, courier=courier, tracking_number="JNE0012345678", actor=petugas)

    answer = client.post(page_of(part, "ship"), {"courier": courier.pk, "tracking_number": "JNE9999999999"})

    assert told(answer) == [f"{part.number}: Paket ini sudah dikirim dengan resi JNE JNE0012345678."]
    assert fate(part) == (UptOrderStatus.SHIPPED, ["JNE JNE0012345678"])


def test_what_is_fetched_is_made_ready_and_handed_over(client, petugas, upt):
    part = paid_part(upt, service=ShippingServiceFactory(pickup=True))
    assert client.get(page_of(part)).context["recipient"].address is None

    client.post(page_of(part, "ready"))
    assert fate(part) == (UptOrderStatus.READY_FOR_PICKUP, [])
    client.post(page_of(part, "deliver"))

    assert fate(part) == (UptOrderStatus.DELIVERED, [])
    assert not Parcel.objects.exists()


def test_a_step_out_of_turn_is_refused_in_words(client, part):
    answer = client.post(page_of(part, "deliver"))

    assert told(answer) == [f"{part.number}: “Menunggu” tidak dapat menjadi “Diterima”."]
    assert fate(part) == (UptOrderStatus.WAITING, [])


def test_an_order_that_is_not_paid_is_not_there_for_its_upt(client, petugas, upt):
    part = UptOrderFactory(upt=upt)

    assert client.get(page_of(part)).status_code == 404
    assert client.post(page_of(part, "prepare")).status_code == 404
    assert client.get(LIST).context["cl"].result_count == 0
    assert fate(part) == (UptOrderStatus.WAITING, [])


@pytest.mark.parametrize("step", ["prepare", "ship", "correct", "ready", "deliver"])
def test_a_step_is_never_taken_by_looking(client, part, step):
    assert client.get(page_of(part, step)).status_code == 405


def test_slips_show_the_goods_and_the_address_but_no_price(client, part):
    slip = client.get(reverse("admin:order_uptorder_slips"), {"pk": part.pk})

    assert part.number in slip.text
    assert "Jalan Merdeka 12" in slip.text
    assert part.lines.get().title in slip.text
    assert "Rp" not in slip.text


@pytest.mark.parametrize("key", ["0", "abc", "9" * 30, "1' OR '1"])
def test_a_slip_of_something_else_is_not_found(client, part, key):
    assert client.get(reverse("admin:order_uptorder_slips"), {"pk": [part.pk, key]}).status_code == 404


def test_what_is_delivered_long_ago_no_longer_shows_where_the_buyer_lives(client, part, petugas):
    workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345678", actor=petugas)
    workflow.deliver(part, actor=petugas)
    assert "Jalan Merdeka 12" in client.get(page_of(part)).text

    history(part).update(at=timezone.now() - timedelta(days=31))

    assert "Jalan Merdeka 12" not in client.get(page_of(part)).text


@pytest.mark.parametrize("where", [LIST, "/admin/", "/admin/order/uptorder/slip/"])
def test_more_parcels_do_not_mean_more_queries(client, upt, part, where):
    client.get(where)
    with CaptureQueriesContext(connection) as few:
        client.get(where)
    for _more in range(4):
        add_line(paid_part(upt), quantity=1)
    with CaptureQueriesContext(connection) as many:
        client.get(where)

    assert len(many) == len(few)


def test_more_slips_than_a_page_holds_come_in_pages(client, part, upt, monkeypatch):
    monkeypatch.setattr(slips, "A_PAGE", 1)
    later = paid_part(upt, ships_on=part.ships_on + timedelta(days=1))
    address = reverse("admin:order_uptorder_slips")

    assert client.get(address).context["slips"] == [part]
    assert client.get(address, {"hal": 2}).context["slips"] == [later]
    assert client.get(address, {"hal": "abc"}).context["slips"] == [part]


def test_what_is_delivered_needs_no_slip(client, part, petugas):
    workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345678", actor=petugas)
    workflow.deliver(part, actor=petugas)

    answer = client.post(LIST, {"action": "print_chosen", "_selected_action": [part.pk]})

    assert told(answer) == ["Paket yang sudah selesai tidak memerlukan slip."]
    assert client.get(reverse("admin:order_uptorder_slips"), {"pk": part.pk}).status_code == 404


def test_many_are_prepared_at_once_and_their_slips_printed(client, part, upt):
    other = paid_part(upt)
    chosen = {"_selected_action": [part.pk, other.pk]}

    client.post(LIST, {"action": "prepare_chosen"} | chosen)
    answer = client.post(LIST, {"action": "print_chosen"} | chosen)

    assert [fate(part)[0], fate(other)[0]] == [UptOrderStatus.PREPARING] * 2
    assert set(client.get(answer.headers["Location"]).context["slips"]) == {part, other}


@pytest.mark.django_db(transaction=True)
def test_of_two_petugas_who_send_one_parcel_at_the_same_moment_one_is_told(upt):
    courier, part = CourierFactory(), paid_part(upt)
    together = Barrier(2)

    def send(number):
        visitor = Client()
        visitor.force_login(petugas_of(upt))
        together.wait()
        answer = visitor.post(page_of(part, "ship"), {"courier": courier.pk, "tracking_number": number})
        connection.close()
        return told(answer)

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(answer for [answer] in pool.map(send, ["JNE0000000001", "JNE0000000002"]))

    kept = part.parcels.get()
    assert answers == sorted(
        [
            f"Paket {part.number} sudah dikirim.",
            f"{part.number}: Paket ini sudah dikirim dengan resi {kept}.",
        ]
    )
    assert fate(part) == (UptOrderStatus.SHIPPED, [str(kept)])
    assert OrderMail.objects.filter(event__startswith=f"shipped:{part.number}").count() == 1
    record = stock_of(part.lines.get().product)
    assert (record.num_in_stock, record.num_allocated) == (8, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_petugas_who_count_one_product_at_the_same_moment_one_counts_again(upt):
    product = ProductFactory(upt=upt, draft=True)
    together = Barrier(2)

    def count(pieces):
        visitor = Client()
        visitor.force_login(petugas_of(upt))
        address = reverse("admin:catalogue_product_change", args=[product.pk])
        sent = as_sent(visitor.get(address), pieces=pieces)
        together.wait()
        answer = visitor.post(address, sent)
        connection.close()
        return answer.status_code

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(count, ["7", "8"]))

    record = stock_of(product)
    assert answers == [200, 302]
    assert record.num_in_stock in (7, 8)
    assert record.movements.count() == 2  # the opening, and one count
