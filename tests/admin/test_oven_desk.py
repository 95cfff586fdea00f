"""What is made each day: changed on a telephone, within what is sold and what a workshop can make."""

from datetime import timedelta

import pytest
from django.urls import reverse

from catalog.capacity import oven
from catalog.capacity.models import Batch
from catalog.demo.clock import clock_at
from catalog.promises import today_at
from tests.factories.products import ProductFactory
from tests.factories.upts import WorkshopFactory, kepala_of, national, petugas_of
from upt_accounts.models import Role, Workshop
from upt_accounts.states.machine import history

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK, WEEK = reverse("admin:oven"), reverse("admin:oven_week")


@pytest.fixture
def bread():
    """Forty loaves tomorrow, of which ten are left, in a workshop that makes sixty a day."""
    loaf = ProductFactory(daily_batch=True, stock=10, title="Roti Sobek")
    Workshop.objects.update(capacity_per_day=60)
    return loaf


@pytest.fixture
def batch(bread):
    return bread.batches.first()


@pytest.fixture
def petugas(client, bread):
    client.force_login(petugas_of(bread.upt))
    return client


def post(client, batch, address=DESK, **typed):
    return client.post(address, {"batch": batch.pk, "jumlah": 40, **typed}, follow=True)


def error(page):
    """What stands beside the number that was typed."""
    forms = [
        form
        for _workshop, _upt, days in page.context["workshops"]
        for day in days
        for _b, form in day.rows
        if form
    ]
    return [str(word) for form in forms for word in form.errors.get("jumlah", [])]


def planned(batch):
    return Batch.objects.get(pk=batch.pk).planned


def test_the_desk_shows_what_is_planned_ordered_and_left(petugas, batch):
    page = petugas.get(DESK)

    assert "dibuat <b>40</b> · dipesan <b>30</b> · sisa <b>10</b>" in page.content.decode()
    [(workshop, upt, days)] = page.context["workshops"]
    assert (workshop, upt) == (batch.product.workshop, batch.product.upt)
    assert [(day.planned, day.taken) for day in days] == [(40, 30)]


def test_tomorrow_is_changed_by_a_number_and_by_steps_and_the_history_says_who(petugas, batch):
    post(petugas, batch, jumlah=50)
    assert planned(batch) == 50
    post(petugas, batch, jumlah=50, ubah="+")
    assert planned(batch) == 55
    post(petugas, batch, jumlah=55, ubah="-")
    assert planned(batch) == 50

    changes = history(batch).filter(field="planned")
    assert [(change.old, change.new) for change in changes] == [("40", "50"), ("50", "55"), ("55", "50")]
    assert {change.actor.memberships.get().role for change in changes} == {Role.PETUGAS}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("29", "Sudah dipesan 30, jadi tidak dapat kurang dari itu."),
        ("61", "Bengkel ini sanggup 60 sehari; untuk produk ini tersisa 60."),
        ("", "Tulis jumlahnya, misalnya 40."),
        ("banyak", "Tulis jumlah sebagai angka, misalnya 40."),
        ("-3", "Jumlah paling sedikit 0."),
        ("10000", "Jumlah paling banyak 9999."),
    ],
)
def test_what_cannot_be_is_told_beside_the_number_and_kept_as_typed(petugas, batch, typed, sentence):
    page = post(petugas, batch, jumlah=typed)

    assert error(page) == [sentence]
    assert f'value="{typed}"' in page.content.decode() or typed == ""
    assert planned(batch) == 40


def test_products_of_one_workshop_share_what_it_can_make(petugas, batch):
    other = ProductFactory(
        daily_batch=True, upt=batch.product.upt, workshop=batch.product.workshop, daily_capacity=15, stock=15
    )

    assert error(post(petugas, batch, jumlah=46)) == [
        "Bengkel ini sanggup 60 sehari; untuk produk ini tersisa 45."
    ]
    assert error(post(petugas, other.batches.first(), jumlah=20)) == []


def test_fewer_are_made_even_where_the_workshop_can_make_less_than_is_planned(petugas, batch):
    Workshop.objects.update(capacity_per_day=20)

    assert error(post(petugas, batch, jumlah=35)) == []
    assert planned(batch) == 35


def test_closing_tells_how_many_go_to_the_shop_of_the_upt_and_takes_no_more_orders(petugas, batch):
    page = post(petugas, batch, tutup="1")

    assert "10 buah yang tersisa dijual di toko UPT." in page.content.decode()
    assert oven.reserve(batch.product, batch.day, 1) is None
    assert error(post(petugas, batch, jumlah=50)) == []
    assert planned(batch) == 40
    assert [change.new for change in history(batch).filter(field="closed_at")] == ["closed"]


def test_a_day_of_the_week_is_turned_over(petugas, batch):
    page = petugas.get(DESK, {"hari": "3"})

    [(_workshop, _upt, [day])] = page.context["workshops"]
    assert {row.day for row, _form in day.rows} == {batch.day + timedelta(days=2)}
    assert petugas.get(DESK, {"hari": "x"}).status_code == 200


def test_bread_of_another_upt_is_not_there(petugas):
    foreign = ProductFactory(daily_batch=True, title="Roti Lain").batches.first()

    assert "Roti Lain" not in petugas.get(DESK).content.decode()
    for key in (foreign.pk, "x", "", "9" * 12):
        assert petugas.post(DESK, {"batch": key, "jumlah": 1}).status_code == 404
    assert planned(foreign) == 40


@pytest.mark.parametrize("role", [Role.PENGELOLA, Role.AUDITOR])
def test_who_only_reads_changes_nothing(client, batch, role):
    client.force_login(national(role))

    assert "Simpan" not in client.get(DESK).content.decode()
    assert client.post(DESK, {"batch": batch.pk, "jumlah": 50}).status_code == 404
    assert client.post(WEEK, {"produk": batch.product.pk}).status_code == 403
    assert planned(batch) == 40


@pytest.mark.parametrize("address", [DESK, WEEK])
def test_the_desk_asks_as_much_for_ten_products_as_for_one(
    petugas, bread, address, django_assert_max_num_queries
):
    for _each in range(10):
        ProductFactory(daily_batch=True, upt=bread.upt, workshop=WorkshopFactory(upt=bread.upt))

    with django_assert_max_num_queries(12):
        petugas.get(address)


# --- The week --------------------------------------------------------------------------------------------------------
def week(client, product, numbers):
    typed = {f"hari_{weekday}": number for weekday, number in enumerate(numbers)}
    return client.post(WEEK, {"produk": product.pk, **typed}, follow=True)


def wrong(page):
    return {
        name: [str(word) for word in words]
        for kitchen in page.context["kitchens"]
        for _product, form in kitchen.rows
        for name, words in form.errors.items()
    }


def test_a_week_is_planned_for_days_that_are_not_open_yet(petugas, bread):
    oven.open_days()
    page = week(petugas, bread, [10, 20, 30, 40, 50, 60, 0])

    bread.refresh_from_db()
    assert bread.week_plan == [10, 20, 30, 40, 50, 60, 0]
    assert "Rencana Roti Sobek disimpan, mulai dengan " in page.content.decode()
    with clock_at(oven.timezone.now() + timedelta(days=1)):
        oven.open_days()
    last = bread.batches.last()
    assert last.day == oven.first_unopened(bread.upt)
    assert last.planned == bread.week_plan[last.day.weekday()]
    assert bread.batches.first().planned == 40
    [change] = history(bread).filter(field="week_plan")
    assert change.new == "10 20 30 40 50 60 0"


def test_a_weekday_above_what_the_workshop_can_make_is_told_beside_it(petugas, bread):
    page = week(petugas, bread, [10, 61, 30, 40, 50, 60, "x"])
    assert wrong(page) == {"hari_6": ["Tulis jumlah sebagai angka, misalnya 40."]}

    page = week(petugas, bread, [10, 61, 30, 40, 50, 60, 0])
    assert wrong(page) == {"hari_1": ["Bengkel ini sanggup 60 sehari; untuk produk ini tersisa 60."]}
    bread.refresh_from_db()
    assert bread.week_plan is None


def test_the_head_sets_until_when_orders_are_taken_for_days_that_are_not_open_yet(client, bread):
    client.force_login(kepala_of(bread.upt))
    before = bread.batches.first().order_by

    page = client.post(WEEK, {"bengkel": bread.workshop_id, "jam": "15"}, follow=True)

    bread.workshop.refresh_from_db()
    assert bread.workshop.order_by_hour == 15
    assert "sekarang pukul 15.00, mulai dengan " in page.content.decode()
    assert bread.batches.first().order_by == before
    assert oven.order_by(bread, oven.first_unopened(bread.upt)).hour == 15


def test_a_petugas_sets_no_hour_and_an_hour_that_is_none_is_told(client, petugas, bread):
    assert petugas.post(WEEK, {"bengkel": bread.workshop_id, "jam": "15"}).status_code == 404

    client.force_login(kepala_of(bread.upt))
    page = client.post(WEEK, {"bengkel": bread.workshop_id, "jam": "24"})
    assert "Pilih jamnya dari daftar." in page.content.decode()


def test_a_product_of_another_upt_has_no_week_here(petugas):
    foreign = ProductFactory(daily_batch=True)

    assert week(petugas, foreign, [1] * 7).status_code == 404


def test_a_leap_day_is_planned_as_its_weekday(bread):
    bread.week_plan = [1, 2, 3, 4, 5, 6, 7]

    assert oven.planned_on(bread, today_at(bread.upt).replace(year=2028, month=2, day=29)) == 2
