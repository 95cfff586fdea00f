"""The page of the work behind the pages: what keeps time, what is late or failed, and what waits."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from orders.mails import send
from orders.models import OrderMail, RoundRun
from orders.payments.applying import apply
from orders.timetable import rounds_of_this_shop
from tests.admin.pages import rows, words
from tests.factories.upts import national
from tests.orders.payments.answers import an_attempt, body_of
from tests.orders.rounds_on_time import all_on_time
from upt_accounts.models import Role

pytestmark = pytest.mark.django_db
PAGE, START = "/admin/pekerjaan-latar/", "/admin/"
MAILS = "Mengirim ulang surat yang gagal"


@pytest.fixture
def pengelola(client):
    pengelola = national(Role.PENGELOLA)
    client.force_login(pengelola)
    return pengelola


def change(name, *, ago=None, **facts):
    if ago:
        facts |= {"last_started_at": timezone.now() - ago, "last_succeeded_at": timezone.now() - ago}
    RoundRun.objects.filter(name=name).update(**facts)


def a_task(**facts):
    DBTaskResult.objects.filter(pk=send.enqueue(0).id).update(**facts)


def tags(page):
    """Each round and queue with its tag."""
    found = re.findall(
        r"<strong>([^<]+)</strong><small>.*?desk-tag is-\w+\">([^<]+)<", page.content.decode(), re.S
    )
    return dict(found)


def test_a_round_is_told_in_words_with_its_period_its_last_success_and_its_next_turn(client, pengelola):
    all_on_time()
    change("resend-mails", ago=timedelta(minutes=3), last_result={"done": 4})

    page = words(client.get(PAGE))

    assert "Semua pekerjaan berkala berjalan tepat waktu." in page
    told = re.search(rf"{MAILS} (.*?) Lancar", page)[1].replace("\xa0", " ")
    assert re.fullmatch(
        r"Terakhir berhasil 3 menit lalu · tiap 5 menit · berikutnya (hari ini|besok), \d\d\.\d\d WIB · ditangani: 4",
        told,
    )
    assert set(tags(client.get(PAGE)).values()) == {"Lancar"}
    assert "Pekerjaan latar" not in re.findall(r"<h2[^>]*>([^<]+)<", client.get(START).content.decode())


@pytest.mark.parametrize(("periods", "tag"), [(2.9, "Lancar"), (3.1, "Terlambat")])
def test_a_round_is_late_after_three_periods_without_success(client, pengelola, periods, tag):
    all_on_time()
    change("resend-mails", ago=periods * timedelta(minutes=5))

    assert tags(client.get(PAGE))[MAILS] == tag


def test_a_failing_round_shows_why_until_it_succeeds(client, pengelola):
    all_on_time()
    change("resend-mails", failed_at=timezone.now(), last_error="OSError: <penuh>")

    page = words(client.get(PAGE))

    assert "1 pekerjaan berkala terlambat atau gagal." in page
    assert "terakhir gagal baru saja OSError: <penuh> Gagal" in page


def test_a_turn_that_midtrans_did_not_answer_is_told_as_half_done(client, pengelola):
    all_on_time()
    change("reconcile-payments", last_result={"unreachable": 3, "paid": 1})

    page = words(client.get(PAGE))

    assert "Pesanan dibayar: 1, Midtrans tidak terjangkau: 3 Sebagian tertunda" in page


def test_a_shop_whose_worker_never_came_is_told_to_start_it(client, pengelola):
    page = client.get(PAGE)

    found = tags(page)
    assert "Tidak ada pekerja yang berjalan. Jalankan perintah run_worker di server." in words(page)
    assert [found[str(each.words)] for each in rounds_of_this_shop()] == ["Terlambat"] * len(
        rounds_of_this_shop()
    )
    assert words(page).count("Belum pernah berhasil") == len(rounds_of_this_shop())


def test_a_first_turn_that_has_just_begun_is_not_late(client, pengelola):
    all_on_time()
    change("clear-sessions", last_succeeded_at=None)

    assert tags(client.get(PAGE))["Menghapus sesi yang sudah berakhir"] == "Lancar"


def test_what_waits_and_what_failed_is_counted_by_queue(client, pengelola):
    all_on_time()
    for _each in range(2):
        a_task()
    a_task(enqueued_at=timezone.now() - timedelta(minutes=31))
    a_task(run_after=timezone.now() + timedelta(minutes=5))
    a_task(status=TaskResultStatus.RUNNING)
    failed = {"status": TaskResultStatus.FAILED, "exception_class_path": "builtins.ValueError"}
    a_task(**failed, finished_at=timezone.now())
    a_task(**failed, finished_at=timezone.now() - timedelta(days=2))

    page = words(client.get(PAGE)).replace("\xa0", " ")

    told = re.search(r"Antrean surat (.*?) Tersendat", page)[1].split(" · ")
    assert told == [
        "3 tugas menunggu", "yang terlama sejak 31 menit lalu", "1 dikerjakan", "1 gagal dalam sehari",
    ]  # fmt: skip
    assert "Antrean gambar 0 tugas menunggu · 0 dikerjakan · 0 gagal dalam sehari Lancar" in page
    assert page.count("Mengirim surat pesanan baru saja ValueError") == 1


def test_numbers_of_failures_lead_to_the_lists_of_them(client, pengelola):
    all_on_time()
    attempt = an_attempt()
    apply(attempt, body_of(attempt, "settlement", gross_amount="1.00"), source="message")
    other = an_attempt()
    for number, error in enumerate(["550 unknown", "550 unknown", ""]):
        OrderMail.objects.create(
            order=other.order, event=f"x{number}", recipient="a@example.com", error=error
        )

    shown = re.findall(
        r'<a href="(/admin/[^"]+)"[^>]*><strong>(\d+)</strong> ([^<]+)', client.get(PAGE).content.decode()
    )

    numbers = {text.strip(): int(number) for _link, number, text in shown}
    assert numbers == {"surat gagal terkirim": 2, "surat menunggu": 1, "kabar Midtrans yang tidak cocok": 1}
    assert [len(rows(client.get(link))) for link, _number, _text in shown] == [2, 1, 1]


def test_the_first_page_names_what_is_late_failing_or_stuck_and_leads_there(client, pengelola):
    all_on_time()
    change("resend-mails", failed_at=timezone.now(), last_error="OSError: penuh")
    a_task(enqueued_at=timezone.now() - timedelta(minutes=31))

    page = client.get(START)

    assert f"Pekerjaan latar tersendat {MAILS} OSError: penuh Gagal Antrean surat" in words(page)
    assert page.content.decode().count(f'href="{PAGE}"') == 4  # menu, two rows, "Lihat semua"


@pytest.mark.parametrize("number", [0, 12])
def test_the_page_asks_as_much_for_little_as_for_much(
    client, pengelola, number, django_assert_max_num_queries
):
    all_on_time()
    for _each in range(number):
        a_task(status=TaskResultStatus.FAILED, finished_at=timezone.now())
        a_task()

    with django_assert_max_num_queries(10):
        client.get(PAGE)
