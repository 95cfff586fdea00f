"""When goods are fetched: how many in each window, and which are closed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from catalog.capacity import pickup
from catalog.promises import today_at
from tests.factories.pickup import OutletFactory, window_of
from tests.factories.upts import national, petugas_of
from upt_accounts.models import Role
from upt_accounts.states.machine import history

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK = reverse("admin:windows")


@pytest.fixture
def outlet():
    return OutletFactory()


@pytest.fixture
def petugas(client, outlet):
    client.force_login(petugas_of(outlet.upt))
    return client


def tomorrow(outlet):
    return window_of(outlet, today_at(outlet.upt) + timedelta(days=1))


def post(client, window, **typed):
    return client.post(DESK, {"jam": window.code, **typed}, follow=True)


def error(page):
    forms = [form for _outlet, days in page.context["outlets"] for _words, rows in days for _w, form in rows]
    return [str(word) for form in forms for word in form.errors.get("pesanan", [])]


def test_room_is_changed_and_the_history_says_so(petugas, outlet):
    page = post(petugas, tomorrow(outlet), pesanan=20)

    assert tomorrow(outlet).capacity == 20
    assert "sekarang menerima 20 pesanan." in page.content.decode()
    [change] = history(outlet.windows.get())
    assert (change.field, change.old, change.new) == ("capacity", "12", "20")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1", "Sudah dipesan 2, jadi tidak dapat kurang dari itu."),
        ("", "Tulis jumlahnya, misalnya 12."),
        ("x", "Tulis jumlah sebagai angka, misalnya 12."),
        ("501", "Jumlah paling banyak 500."),
    ],
)
def test_room_below_what_is_booked_is_told_beside_the_number(petugas, outlet, typed, sentence):
    for _each in range(2):
        pickup.reserve(tomorrow(outlet))

    assert error(post(petugas, tomorrow(outlet), pesanan=typed)) == [sentence]
    assert tomorrow(outlet).capacity == 12


def test_a_window_is_closed_and_opened_and_who_booked_it_is_still_served(petugas, outlet):
    pickup.reserve(tomorrow(outlet))

    page = post(petugas, tomorrow(outlet), tutup="1")
    assert "Yang sudah memesan tetap dilayani: 1 pesanan." in page.content.decode()
    assert tomorrow(outlet).is_closed is True
    post(petugas, tomorrow(outlet), buka="1")
    assert tomorrow(outlet).is_free is True


def test_windows_of_another_upt_and_invented_ones_are_not_there(petugas):
    foreign = OutletFactory(name="Toko Lain")

    assert "Toko Lain" not in petugas.get(DESK).content.decode()
    for code in (tomorrow(foreign).code, "1-20991231-0700", "", "x"):
        assert petugas.post(DESK, {"jam": code, "pesanan": 5}).status_code == 404


def test_who_only_reads_changes_nothing(client, outlet):
    client.force_login(national(Role.AUDITOR))

    assert "Simpan" not in client.get(DESK).content.decode()
    assert client.post(DESK, {"jam": tomorrow(outlet).code, "pesanan": 5}).status_code == 404


def test_the_desk_asks_as_much_for_ten_outlets_as_for_one(petugas, outlet, django_assert_max_num_queries):
    for number in range(10):
        OutletFactory(upt=outlet.upt, name=f"Toko {number}")

    with django_assert_max_num_queries(12):
        petugas.get(DESK)
