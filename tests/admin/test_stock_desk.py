"""Counting, receiving and writing off, each time by a movement."""

import pytest

from orders import workflow
from tests.admin.pages import errors, rows, words
from tests.admin.sending import as_sent
from tests.factories.orders import UptOrderFactory, add_line
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import KanwilFactory, UptFactory, kanwil_officer_of, national, petugas_of
from upt_accounts import stock
from upt_accounts.models import Role, StockMovement

pytestmark = pytest.mark.django_db
STOCK, MOVEMENTS = "/admin/partner/stockrecord/", "/admin/partner/stockmovement/"


@pytest.fixture
def upt(db):
    return UptFactory()


@pytest.fixture
def petugas(client, upt):
    petugas = petugas_of(upt, first_name="Sari")
    client.force_login(petugas)
    return petugas


@pytest.fixture
def record(petugas, upt):
    """Ten pieces, of which three are reserved."""
    product = ProductFactory(upt=upt, title="Tas rotan")
    add_line(UptOrderFactory(upt=upt), product, quantity=3)
    return stock_of(product)


def happens(client, record, happening, pieces, **more):
    page = f"{STOCK}{record.pk}/change/"
    return client.post(page, as_sent(client.get(page), happening=happening, pieces=pieces, **more))


def last(record):
    movement = record.movements.first()
    return movement.reason, movement.quantity, movement.balance


@pytest.mark.parametrize(
    ("happening", "pieces", "movement"),
    [
        ("counted", "12", ("counted", 2, 12)),
        ("counted", "3", ("counted", -7, 3)),
        ("received", "5", ("received", 5, 15)),
        ("damaged", "7", ("damaged", -7, 3)),
    ],
)
def test_what_happens_on_the_shelf_is_written_down(client, record, petugas, happening, pieces, movement):
    happens(client, record, happening, pieces, note="Rak dua")

    record.refresh_from_db()
    written = record.movements.first()
    assert (last(record), record.num_in_stock) == (movement, movement[2])
    assert (written.actor, written.note) == (petugas, "Rak dua")


@pytest.mark.parametrize(
    ("happening", "pieces", "refusal"),
    [
        ("counted", "2", "Stok tidak boleh kurang dari 3 yang sudah dipesan."),
        ("damaged", "8", "Paling banyak 7: 3 sudah dipesan pembeli."),
        ("damaged", "0", "Isi berapa yang rusak atau hilang."),
        ("received", "0", "Isi berapa yang selesai dibuat."),
        ("counted", "-1", "Pastikan nilai ini lebih besar dari atau sama dengan 0."),
        ("counted", "seribu", "Masukkan keseluruhan angka bilangan."),
        ("received", "1000000000", "Pastikan nilai ini lebih kecil dari atau sama dengan 1000000."),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field_and_kept(client, record, happening, pieces, refusal):
    answer = happens(client, record, happening, pieces, note="Rak dua")

    assert (errors(answer), record.movements.count()) == ({"pieces": [refusal]}, 1)
    assert 'value="Rak dua"' in answer.content.decode()


def test_a_count_of_a_shelf_that_changed_meanwhile_is_asked_again(client, record):
    page = f"{STOCK}{record.pk}/change/"
    sent = as_sent(client.get(page), happening="counted", pieces="9")
    stock.move(record, -1, reason=StockMovement.Reason.DAMAGED)

    answer = client.post(page, sent)

    text = "Stok berubah menjadi 9 selama Anda menghitung. Hitung lagi, lalu simpan."
    assert errors(answer) == {"pieces": [text]}
    assert record.movements.count() == 2


@pytest.mark.parametrize("field", ["num_in_stock", "num_allocated", "price", "partner", "product"])
def test_no_field_of_the_record_is_written_past_its_movements(client, record, field):
    before = type(record).objects.filter(pk=record.pk).values().get()

    happens(client, record, "counted", "10", **{field: "99"})

    assert type(record).objects.filter(pk=record.pk).values().get() == before


def test_the_page_shows_the_latest_movements_with_their_reasons(client, record):
    happens(client, record, "received", "5", note="Hasil minggu ini")

    page = words(client.get(f"{STOCK}{record.pk}/change/"))

    assert "+5 Selesai dibuat → 15 · Hasil minggu ini · Sari" in page
    assert "Stok 15 Dipesan 3 Tersedia 12" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_stock_of_another_upt_is_not_there(client, petugas, method):
    foreign = stock_of(ProductFactory())

    answer = getattr(client, method)(f"{STOCK}{foreign.pk}/change/", {"happening": "counted", "pieces": "0"})

    foreign.refresh_from_db()
    assert (answer.status_code, foreign.num_in_stock) == (404, 10)
    assert rows(client.get(STOCK)) == rows(client.get(MOVEMENTS)) == []


@pytest.mark.parametrize("role", [Role.PENGELOLA, Role.AUDITOR])
def test_who_does_not_work_there_only_reads(client, upt, role):
    record = stock_of(ProductFactory(upt=upt))
    client.force_login(national(role))

    answer = client.post(f"{STOCK}{record.pk}/change/", {"happening": "counted", "pieces": "0", "seen": "10"})

    assert (answer.status_code, record.movements.count()) == (403, 1)
    assert "Ubah stok" not in words(client.get(f"{STOCK}{record.pk}/change/"))


def test_a_kanwil_sees_the_stock_of_its_upts(client):
    mine = stock_of(ProductFactory(upt=UptFactory(kanwil=KanwilFactory(name="A"))))
    stock_of(ProductFactory(upt=UptFactory(kanwil=KanwilFactory(name="B"))))
    client.force_login(kanwil_officer_of(mine.partner.kanwil))

    assert rows(client.get(STOCK)) == [mine.pk]


def test_what_runs_out_is_found(client, petugas, upt):
    few, none, _many = (stock_of(ProductFactory(upt=upt, stock=pieces)) for pieces in (2, 0, 50))

    assert rows(client.get(f"{STOCK}?stok=menipis")) == [none.pk, few.pk]
    assert rows(client.get(f"{STOCK}?stok=habis")) == [none.pk]


def test_a_sale_is_found_by_its_order(client, petugas, record):
    order = record.line_set.get().order
    workflow.mark_paid(order)
    part = order.upt_orders.get()
    workflow.ship(part, courier=part.service.courier, tracking_number="JX12345678", actor=petugas)

    assert rows(client.get(f"{MOVEMENTS}?q={order.number}")) == [record.movements.first().pk]
    assert f"Tas rotan −3 7 Terjual: {order.number} Sari" in words(client.get(MOVEMENTS))


@pytest.mark.parametrize("path", ["add/", "1/delete/"])
@pytest.mark.parametrize("address", [STOCK, MOVEMENTS])
def test_nothing_of_the_ledger_is_added_or_deleted_by_hand(client, petugas, address, path):
    assert client.post(f"{address}{path}", {"post": "yes"}).status_code in (403, 404)


@pytest.mark.parametrize("number", [2, 12])
@pytest.mark.parametrize("address", [STOCK, MOVEMENTS])
def test_lists_of_stock_ask_as_much_for_few_goods_as_for_many(
    client, petugas, upt, address, number, django_assert_max_num_queries
):
    for _each in range(number):
        ProductFactory(upt=upt)

    with django_assert_max_num_queries(10):
        assert len(rows(client.get(address))) == number
