"""The desk of the looms: what petugas note there, how they change the plan, and who reads it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from catalog.capacity import looms
from catalog.capacity.models import Closure, Job, JobStatus, Loom, LoomOutage
from catalog.promises import today_at
from orders.models import UptOrderStatus
from tests.admin.pages import told, words
from tests.factories.products import ProductFactory
from tests.factories.upts import petugas_of
from tests.orders.making import job_of, made_part, pay
from upt_accounts.states.machine import history

A_DAY = timedelta(days=1)
BOARD = "/admin/capacity/loom/papan/"


@pytest.fixture
def part(client, db):
    """One piece of five working days, paid; its petugas is logged in."""
    part = made_part()
    pay(part.order)
    client.force_login(petugas_of(part.upt))
    return part


@pytest.fixture
def job(part):
    return job_of(part)


def press(client, job, step, **typed):
    return client.post(reverse(f"admin:capacity_job_{step}", args=[job.pk]), typed)


def seen(job):
    return f"{job.loom_id} {job.first_day.isoformat()}"


def later(job, work_days):
    return looms.days_of(job.loom.workshop).add(job.last_day, work_days)


# --- The board -------------------------------------------------------------------------------------------------------
def test_the_board_shows_each_loom_with_its_jobs_and_their_choices(client, part, job):
    part.lines.update(choices=[{"name": "Warna", "value": "Merah hati", "surcharge": 0}])

    page = words(client.get(BOARD))

    assert job.product.title in page
    assert part.number in page
    assert "Warna: Merah hati" in page
    assert "Alat 2 Atur alat Alat ini bebas." in page


def test_who_plans_into_a_year_without_its_joint_leave_is_warned(client, part, monkeypatch):
    assert client.get(BOARD).context["unknown_year"] is None

    monkeypatch.setattr("orders.admin.looms.looms.timezone.localdate", lambda: date(2027, 11, 20))

    assert "Cuti bersama 2028 belum ada dalam tabel hari libur" in client.get(BOARD).text


def test_a_late_job_is_told_in_red(client, job):
    Job.objects.filter(pk=job.pk).update(promised_day=job.last_day - A_DAY)

    response = client.get(BOARD)

    assert response.context["late"] == 1
    assert b"loom-job is-late" in response.content


def test_a_workshop_of_another_upt_is_not_found(client, part):
    other = ProductFactory(made_to_order=True).workshop

    assert client.get(BOARD, {"bengkel": other.pk}).status_code == 404
    assert client.get(BOARD, {"bengkel": "x"}).status_code == 404


def test_the_board_asks_as_often_whatever_is_on_the_looms(client, part, django_assert_max_num_queries):
    product = part.lines.get().product
    with django_assert_max_num_queries(40) as first:
        client.get(BOARD)
    for _piece in range(4):
        pay(made_part(product=product, quantity=2).order)

    with django_assert_max_num_queries(len(first)):
        assert client.get(BOARD).context["waiting"] == 9


# --- At the loom -----------------------------------------------------------------------------------------------------
def test_a_piece_is_begun_brought_from_step_to_step_and_finished(client, part, job):
    job.loom.workshop.steps = ["Menyiapkan benang", "Menenun"]
    job.loom.workshop.save(update_fields=["steps"])

    press(client, job, "start")
    press(client, job, "step", langkah="2")
    job.refresh_from_db(), part.refresh_from_db()
    assert (job.status, job.step, part.status) == (JobStatus.STARTED, 2, UptOrderStatus.PREPARING)

    press(client, job, "finish")
    job.refresh_from_db()
    assert (job.status, job.finished_on) == (JobStatus.FINISHED, today_at(part.upt))


def test_a_button_pressed_twice_says_that_nothing_changed(client, job):
    press(client, job, "start")

    assert told(press(client, job, "start"))[-1] == "Sudah dicatat sebelumnya, tidak ada yang berubah."
    assert history(job).filter(new="started").count() == 1


def test_what_is_not_paid_is_not_begun(client, part):
    unpaid = job_of(made_part(product=part.lines.get().product))

    assert "belum dibayar" in told(press(client, unpaid, "start"))[0]
    unpaid.refresh_from_db()
    assert unpaid.status == JobStatus.RESERVED


@pytest.mark.parametrize("step", ["9", "-1", "", "x"])
def test_a_step_that_the_workshop_does_not_have_is_refused(client, job, step):
    press(client, job, "start")

    press(client, job, "step", langkah=step)

    job.refresh_from_db()
    assert job.step == 1


# --- The plan --------------------------------------------------------------------------------------------------------
def test_a_delay_needs_a_reason_and_loses_nothing_that_was_typed(client, job):
    response = press(client, job, "delay", last_day=later(job, 4), reason="")

    assert response.status_code == 200
    assert list(response.context["delay_form"].errors) == ["reason"]
    assert later(job, 4).isoformat() in response.content.decode()


def test_a_delay_moves_the_promise_and_tells_how_many_changed(client, part, job):
    response = press(client, job, "delay", last_day=later(job, 4), reason="Benang belum datang")

    assert told(response) == [
        "1 pekerjaan berubah harinya. Pembeli yang tanggalnya ikut berubah diberi tahu."
    ]
    before = part.ships_on
    part.refresh_from_db()
    assert part.ships_on > before


def test_a_delay_to_a_day_that_is_past_is_told_in_words(client, job):
    response = press(client, job, "delay", last_day=today_at(job.product.upt) - A_DAY, reason="Benang")

    assert response.context["delay_form"].non_field_errors() == ["Hari itu sudah lewat."]


def test_a_job_is_moved_to_another_loom(client, job):
    other = Loom.objects.exclude(pk=job.loom_id).get()

    press(
        client,
        job,
        "move",
        loom=other.pk,
        first_day=job.first_day,
        reason="Alat satu dipakai",
        seen=seen(job),
    )

    job.refresh_from_db()
    assert job.loom == other


def test_who_moves_what_was_moved_meanwhile_sees_where_it_is_now(client, job):
    other = Loom.objects.exclude(pk=job.loom_id).get()
    typed = {"loom": other.pk, "first_day": later(job, 3), "reason": "Benang", "seen": seen(job)}
    press(client, job, "move", **typed)

    response = press(client, job, "move", **typed | {"first_day": later(job, 9)})

    [refusal] = response.context["move_form"].non_field_errors()
    assert refusal.startswith("Pekerjaan ini baru saja dipindahkan: sekarang di Alat 2")
    job.refresh_from_db()
    assert (job.loom, job.first_day) == (other, typed["first_day"])


def test_a_loom_is_taken_out_of_use_and_back(client, part, job):
    first, last = job.first_day, job.first_day + 2 * A_DAY
    address = reverse("admin:capacity_loom_out", args=[job.loom_id])

    client.post(address, {"first_day": last, "last_day": first, "reason": "Sisir patah"})
    assert not LoomOutage.objects.exists()
    client.post(address, {"first_day": first, "last_day": last, "reason": "Sisir patah"})
    outage = LoomOutage.objects.get()
    assert "Sisir patah" in words(client.get(BOARD))

    client.post(reverse("admin:capacity_loom_back", args=[job.loom_id]), {"berhenti": outage.pk})
    assert "Sisir patah" not in words(client.get(BOARD))


def test_a_loom_that_is_not_used_any_more_takes_no_new_jobs(client, part):
    loom = Loom.objects.order_by("pk").last()

    client.post(
        reverse("admin:capacity_loom_change", args=[loom.pk]),
        {"name": loom.name, "is_active": "", "_save": "1"},
    )

    loom.workshop.refresh_from_db()
    assert [row[0] for row in loom.workshop.queue] == [Loom.objects.order_by("pk").first().pk]


# --- Closed days -----------------------------------------------------------------------------------------------------
def close(client, **typed):
    return client.post(reverse("admin:capacity_closure_add"), {"reason": "Renovasi", "_save": "1", **typed})


def test_a_closed_week_moves_the_jobs_and_the_promise(client, part, job):
    close(client, upt=part.upt_id, first_day=job.first_day, last_day=part.ships_on)

    before = part.ships_on
    part.refresh_from_db(), job.refresh_from_db()
    assert Closure.objects.get().reason == "Renovasi"
    assert job.last_day > before
    assert part.ships_on > before


def test_a_petugas_closes_neither_another_upt_nor_the_country(client, part):
    other = ProductFactory().upt

    for upt in (other.pk, ""):
        response = close(client, upt=upt, first_day="2027-01-04", last_day="2027-01-04")
        assert "upt" in response.context["adminform"].form.errors
    assert not Closure.objects.exists()


def test_days_that_end_before_they_begin_are_refused_beside_the_form(client, part):
    response = close(client, upt=part.upt_id, first_day="2027-01-08", last_day="2027-01-04")

    assert response.status_code == 200
    assert "Hari terakhir tidak boleh sebelum hari pertama." in words(response)
    assert not Closure.objects.exists()
