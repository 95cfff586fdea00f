"""The first page of who works at a UPT: today's and tomorrow's windows, batches and looms."""

from datetime import timedelta

import pytest
from django.urls import reverse

from catalog.capacity.models import Job
from catalog.promises import today_at
from orders import workflow
from tests.factories.orders import UptOrderFactory, add_line
from tests.factories.products import ProductFactory
from tests.factories.upts import kepala_of, petugas_of
from tests.orders.fetching.test_handover import part_to_fetch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
START = reverse("admin:index")


@pytest.fixture
def part():
    """Fetched tomorrow."""
    return part_to_fetch()


@pytest.fixture
def petugas(client, part):
    client.force_login(petugas_of(part.upt))
    return client


def move_to(part, days):
    day = today_at(part.upt) + timedelta(days=days)
    type(part.window).objects.filter(pk=part.window_id).update(day=day)


def test_who_comes_stands_under_the_window_with_the_end_of_the_code_alone(petugas, part):
    page = petugas.get(START)

    [(words, [slot])] = page.context["pickups"]
    assert (words, slot.waiting) == ("besok", 1)
    text = page.content.decode()
    assert part.order.contact_name in text
    assert "…XQ" in text
    assert "K7M2XQ" not in text


def test_the_number_of_today_is_the_length_of_the_list_behind_it(petugas, part):
    for code in ("PQRSTV", "PQRSTW"):
        other = part_to_fetch(part.upt, code=code)
    move_to(part, 0)
    workflow.hand_out(other, actor=None)

    page = petugas.get(START)
    [count] = [count for count in page.context["counts"] if count.words == "diambil hari ini"]
    [(_words, slots)] = page.context["pickups"]
    assert count.number == sum(slot.waiting for slot in slots) == 2
    assert len(petugas.get(count.link).context["cl"].result_list) == count.number


def test_unpaid_and_foreign_ones_do_not_come(petugas, part):
    part_to_fetch(part.upt, paid=False, code="PQRSTV")
    part_to_fetch(code="PQRSTW")

    [(_words, [slot])] = petugas.get(START).context["pickups"]
    assert slot.comers == [part]


def test_the_batches_of_tomorrow_stand_with_what_is_ordered(petugas, part):
    ProductFactory(daily_batch=True, upt=part.upt, stock=10, title="Roti Sobek")
    ProductFactory(daily_batch=True, title="Roti Lain")

    page = petugas.get(START)
    [(words, [batch], taken, planned)] = page.context["ovens"]
    assert (words, batch.product.title, taken, planned) == ("besok", "Roti Sobek", 30, 40)


def test_what_should_begin_or_be_done_today_on_a_loom_is_listed_late_ones_in_red(petugas, part):
    made = UptOrderFactory(upt=part.upt, promise="made_to_order")
    add_line(made, ProductFactory(made_to_order=True, upt=part.upt, title="Songket"))
    workflow.mark_paid(made.order)
    today = today_at(part.upt)
    Job.objects.update(first_day=today - timedelta(days=1))

    page = petugas.get(START)
    [job] = page.context["at_looms"]
    assert (job.begins, job.is_late) == (True, True)
    assert "Seharusnya sudah mulai" in page.content.decode()


def test_the_board_asks_as_much_for_much_as_for_little(client, part, django_assert_max_num_queries):
    for number in range(8):
        part_to_fetch(part.upt, code=f"PQRST{number + 2}")
        ProductFactory(daily_batch=True, upt=part.upt)
    client.force_login(kepala_of(part.upt))

    with django_assert_max_num_queries(32):
        client.get(START)
