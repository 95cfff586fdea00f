"""A petugas sends a part of the goods first and the rest later, at the desk."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from orders import workflow
from orders.models import UptOrderStatus
from tests.factories.orders import CourierFactory, UptOrderFactory, add_line
from tests.factories.products import ProductFactory
from tests.factories.upts import UptFactory, petugas_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(client):
    upt = UptFactory()
    client.force_login(petugas_of(upt, first_name="Sari"))
    part = UptOrderFactory(upt=upt)
    add_line(part, ProductFactory(upt=upt, title="Selendang"), quantity=3)
    workflow.mark_paid(part.order)
    return part


def page_of(part, step="change"):
    return reverse(f"admin:order_uptorder_{step}", args=[part.pk])


def typed(part, count, number="JNE0012345678"):
    return {
        "courier": CourierFactory().pk,
        "tracking_number": number,
        f"pieces_{part.lines.get().pk}": count,
    }


def sent(part):
    part.refresh_from_db()
    return part.status, part.lines.get().num_sent


def test_some_pieces_leave_first_and_the_rest_stays_on_the_list(client, part):
    answer = client.post(page_of(part, "ship"), typed(part, 2))

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        f"Sebagian paket {part.number} sudah dikirim; sisanya tetap di daftar."
    ]
    assert sent(part) == (UptOrderStatus.PARTLY_SHIPPED, 2)
    page = client.get("/admin/order/uptorder/", {"kerja": "kemas"})
    assert list(page.context["cl"].result_list) == [part]
    assert "Selendang × 1" in page.text
    assert "2 sudah dikirim, sisa 1" in client.get(page_of(part)).text


def test_the_rest_is_offered_as_it_is(client, part):
    client.post(page_of(part, "ship"), typed(part, 2))

    form = client.get(page_of(part)).context["sending_form"]

    assert [(field.value(), left) for field, left in form.pieces] == [(1, 1)]


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (4, "Yang belum dikirim hanya 3."),
        (0, "Isi setidaknya satu barang yang ikut dikirim."),
        ("", "Isi setidaknya satu barang yang ikut dikirim."),
        (-1, "Pastikan nilai ini lebih besar dari atau sama dengan 0."),
        ("dua", "Tulis dengan angka, misalnya 2."),
        (10**30, "Yang belum dikirim hanya 3."),
    ],
)
def test_a_number_that_cannot_be_is_told_beside_it_and_stays_typed(client, part, count, sentence):
    answer = client.post(page_of(part, "ship"), typed(part, count))

    form = answer.context["sending_form"]
    name = f"pieces_{part.lines.get().pk}"
    assert form.errors == {name: [sentence]}
    assert form[name].value() == str(count)
    assert form["tracking_number"].value() == "JNE0012345678"
    assert sent(part) == (UptOrderStatus.WAITING, 0)


def test_a_second_click_changes_nothing(client, part):
    client.post(page_of(part, "ship"), typed(part, 2))

    answer = client.post(page_of(part, "ship"), typed(part, 2))

    assert str(list(get_messages(answer.wsgi_request))[-1]).endswith("tidak ada yang berubah.")
    assert sent(part) == (UptOrderStatus.PARTLY_SHIPPED, 2)


def test_the_rest_needs_a_number_of_its_own(client, part):
    client.post(page_of(part, "ship"), typed(part, 2))

    answer = client.post(page_of(part, "ship"), typed(part, 1))

    assert answer.context["sending_form"].errors == {
        "tracking_number": ["Nomor resi ini sudah dipakai untuk paket lain."]
    }
    assert sent(part) == (UptOrderStatus.PARTLY_SHIPPED, 2)


def test_parcels_arrive_one_by_one(client, part):
    client.post(page_of(part, "ship"), typed(part, 2))
    client.post(page_of(part, "ship"), typed(part, 1, "JNE0012345679"))
    first, second = part.parcels.all()

    client.post(page_of(part, "deliver"), {"parcel": first.pk})
    assert sent(part)[0] == UptOrderStatus.SHIPPED
    client.post(page_of(part, "deliver"), {"parcel": second.pk})

    assert sent(part)[0] == UptOrderStatus.DELIVERED


@pytest.mark.parametrize("step", ["deliver", "correct"])
@pytest.mark.parametrize("key", ["", "0", "abc", "9" * 40, "foreign"])
def test_a_parcel_of_another_part_is_not_found(client, part, step, key):
    other = UptOrderFactory(upt=part.upt)
    add_line(other)
    workflow.mark_paid(other.order)
    foreign = workflow.ship(other, courier=CourierFactory(), tracking_number="JNE0000000001", actor=None)

    answer = client.post(page_of(part, step), {"parcel": foreign.pk if key == "foreign" else key})

    assert answer.status_code == 404
    foreign.refresh_from_db()
    assert foreign.delivered_at is None


def test_the_number_of_the_first_of_two_parcels_is_corrected(client, part):
    client.post(page_of(part, "ship"), typed(part, 2))
    client.post(page_of(part, "ship"), typed(part, 1, "JNE0012345679"))
    first = part.parcels.first()

    client.post(page_of(part, "correct"), {**typed(part, 0, "JNE0012345670"), "parcel": first.pk})

    assert [parcel.tracking_number for parcel in part.parcels.all()] == ["JNE0012345670", "JNE0012345679"]


def test_a_slip_lists_what_is_to_pack_and_that_of_a_parcel_what_lies_in_it(client, part):
    client.post(page_of(part, "ship"), typed(part, 2))
    address, box = reverse("admin:order_uptorder_slips"), part.parcels.get()

    [rest] = client.get(address, {"pk": part.pk}).context["slips"]
    [slip] = client.get(address, {"pk": part.pk, "paket": box.pk}).context["slips"]

    assert [count for count, _line in rest.contents] == [1]
    assert [count for count, _line in slip.contents] == [2]
    assert "JNE0012345678" in client.get(address, {"pk": part.pk, "paket": box.pk}).text
    assert client.get(address, {"pk": part.pk, "paket": box.pk + 1}).status_code == 404
