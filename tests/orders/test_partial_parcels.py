"""A UPT sends some pieces ahead of the others: each parcel and what is left are right for buyer and petugas."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from orders import workflow
from orders.letters import letter
from orders.models import Line, OrderMail, OrderStatus, UptOrderStatus
from orders.support import as_data
from tests.factories.orders import CourierFactory, UptOrderFactory, add_line
from tests.factories.products import ProductFactory, stock_of
from upt_accounts.states.machine import TransitionRefused, history


def paid_part():
    """Three selendang and one tas of one UPT, while another UPT of the order has not begun."""
    part = UptOrderFactory()
    add_line(part, ProductFactory(upt=part.upt, stock=10, title="Selendang"), quantity=3)
    add_line(part, ProductFactory(upt=part.upt, stock=10, title="Tas"), quantity=1)
    add_line(UptOrderFactory(order=part.order))
    workflow.mark_paid(part.order)
    return part


def send(part, number="JNE0012345678", **pieces):
    """Hand over so many pieces by title, or all that are left."""
    chosen = {part.lines.get(title=title).pk: count for title, count in pieces.items()}
    return workflow.ship(
        part, courier=CourierFactory(), tracking_number=number, actor=None, pieces=chosen or None
    )


def standing(part):
    part.refresh_from_db()
    part.order.refresh_from_db()
    return part.order.status, part.status


def pieces(part):
    return list(part.lines.order_by("pk").values_list("title", "num_allocated", "num_sent"))


def text_about(order, event):
    mail = OrderMail.objects.filter(order=order, event__startswith=event).order_by("pk").last()
    return letter(mail).body


@pytest.fixture
def part(db):
    return paid_part()


def test_two_of_three_leave_and_the_third_stays_reserved(part):
    send(part, Selendang=2)

    assert standing(part) == (OrderStatus.IN_PROGRESS, UptOrderStatus.PARTLY_SHIPPED)
    assert pieces(part) == [("Selendang", 1, 2), ("Tas", 1, 0)]
    record = stock_of(part.lines.get(title="Selendang").product)
    assert (record.num_in_stock, record.num_allocated) == (8, 1)


def test_the_rest_follows_in_a_parcel_of_its_own(part):
    send(part, Selendang=2)
    second = send(part, "JNE0012345679")

    assert standing(part)[1] == UptOrderStatus.SHIPPED
    assert [(item.line.title, item.quantity) for item in second.items.all()] == [("Selendang", 1), ("Tas", 1)]
    assert pieces(part) == [("Selendang", 0, 3), ("Tas", 0, 1)]
    moves = history(part).filter(field="status")
    assert [change.new for change in moves] == ["partly_shipped", "shipped"]


def test_each_parcel_is_told_with_what_lies_in_it_and_what_follows(part):
    send(part, Selendang=2)
    first = text_about(part.order, "shipped")
    send(part, "JNE0012345679")
    second = text_about(part.order, "shipped")

    assert "JNE0012345678" in first
    assert "- 2 x Selendang\n" in first.split("Sisanya menyusul")[0]
    assert "- 1 x Selendang\n- 1 x Tas\n" in first.split("Sisanya menyusul")[1]
    assert "JNE0012345679" in second
    assert "- 1 x Selendang\n- 1 x Tas\n" in second
    assert "Sisanya" not in second


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (
            {"Selendang": 4},
            r"^Barang yang belum dikirim tidak sebanyak itu\. Muat ulang halaman ini\.$",
        ),
        (
            {"Selendang": -1, "Tas": 1},
            r"^Barang yang belum dikirim tidak sebanyak itu\. Muat ulang halaman ini\.$",
        ),
        ({"Selendang": 0, "Tas": 0}, r"^Tidak ada barang yang dipilih untuk dikirim\.$"),
    ],
)
def test_what_is_not_there_cannot_leave(part, wanted, sentence):
    with pytest.raises(TransitionRefused, match=sentence):
        send(part, **wanted)

    assert standing(part) == (OrderStatus.PAID, UptOrderStatus.WAITING)
    assert pieces(part) == [("Selendang", 3, 0), ("Tas", 1, 0)]
    assert not part.parcels.exists()


def test_pieces_of_another_part_cannot_lie_in_this_one_s_parcel(part):
    foreign = part.order.upt_orders.exclude(pk=part.pk).get().lines.get()

    with pytest.raises(TransitionRefused):
        workflow.ship(
            part,
            courier=CourierFactory(),
            tracking_number="JNE0012345678",
            actor=None,
            pieces={foreign.pk: 1},
        )

    assert (foreign.num_allocated, foreign.num_sent) == (1, 0)


def test_the_same_button_twice_sends_once(part):
    assert send(part, Selendang=2) is not None
    assert send(part, Selendang=2) is None

    assert part.parcels.count() == 1
    assert pieces(part)[0] == ("Selendang", 1, 2)


def test_the_number_of_a_parcel_does_not_serve_for_the_rest(part):
    send(part, Selendang=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        send(part, Selendang=1)

    assert pieces(part)[0] == ("Selendang", 1, 2)


def test_a_part_has_arrived_when_its_last_parcel_has(part):
    first = send(part, Selendang=2)
    assert workflow.deliver(part, parcel=first, actor=None) is True
    assert workflow.deliver(part, parcel=first, actor=None) is False
    assert standing(part)[1] == UptOrderStatus.PARTLY_SHIPPED
    second = send(part, "JNE0012345679")
    assert standing(part)[1] == UptOrderStatus.SHIPPED

    workflow.deliver(part, parcel=second, actor=None)

    assert standing(part)[1] == UptOrderStatus.DELIVERED
    told = part.order.mails.filter(event__startswith="delivered").values_list("event", flat=True)
    assert sorted(told) == sorted(f"delivered:{part.number}:{parcel.pk}" for parcel in (first, second))


def test_a_part_that_still_owes_pieces_is_not_called_delivered(part):
    send(part, Selendang=2)

    with pytest.raises(TransitionRefused):
        workflow.deliver(part, actor=None)

    assert not part.parcels.exclude(delivered_at=None).exists()


def test_a_reversed_payment_cannot_call_back_what_left_ahead(part):
    send(part, Selendang=1)

    assert workflow.unpay(part.order, reason="reversal") is False


def test_the_database_refuses_to_send_more_than_was_bought(part):
    line = part.lines.get(title="Tas")

    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(num_sent=2, num_allocated=0)


def test_support_reads_what_lies_in_each_parcel(part):
    send(part, Selendang=2)

    data = as_data(part.order)

    product = part.lines.get(title="Selendang").product_id
    assert data["upt_orders"][0]["parcels"] == [
        {"courier": "JNE", "tracking": "JNE0012345678", "items": [{"product_id": product, "quantity": 2}]}
    ]
    assert [(line["reserved"], line["sent"]) for line in data["lines"]] == [(1, 2), (1, 0), (1, 0)]


def test_the_buyer_sees_each_parcel_and_what_is_still_to_come(part, client):
    send(part, Selendang=2)

    page = client.get(part.order.get_absolute_url())

    assert page.context["page"].headline.tag == "Sebagian dikirim"
    [first] = [shown for shown in page.context["page"].parts if shown.pk == part.pk]
    assert [box.contents for box in first.boxes] == [[(2, "Selendang")]]
    assert first.to_follow == [(1, "Selendang"), (1, "Tas")]
    assert [(step.name, step.state) for step in first.timeline[2:4]] == [
        ("Sebagian diserahkan ke kurir", "done"),
        ("Sisanya sedang disiapkan", "now"),
    ]
    assert "Kiriman 1" in page.text
    assert "Belum dikirim" in page.text


def test_a_part_sent_whole_is_shown_without_a_list_of_contents(part, client):
    send(part)

    assert "Kiriman 1" not in client.get(part.order.get_absolute_url()).text


@pytest.mark.django_db(transaction=True)
def test_of_two_petugas_who_send_two_of_three_at_the_same_moment_one_is_refused(transactional_db):
    part = paid_part()
    barrier = Barrier(2)

    def act(number):
        try:
            barrier.wait()
            return send(part, number, Selendang=2) is not None
        except TransitionRefused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(act, ["JNE0012345678", "JNE0012345679"]))

    assert sorted(answers) == [False, True]
    assert pieces(part)[0] == ("Selendang", 1, 2)
