"""The ways to pay, switched on and off by staff: who may, what is kept of it, and that one always stays on."""

import threading

import pytest
from django.db import connection
from django.test import Client

from orders.payments.models import PaymentChannel
from orders.payments.offering import offered
from orders.payments.payload import payload_of
from tests.admin.pages import rows, told, words
from tests.factories.upts import national
from tests.orders.payments.answers import an_attempt
from upt_accounts.models import Role
from upt_accounts.states.machine import history

pytestmark = pytest.mark.django_db
LIST = "/admin/payment/paymentchannel/"


def only(*codes):
    """Leave these on, and no others."""
    PaymentChannel.objects.update(is_enabled=False)
    PaymentChannel.objects.filter(code__in=codes).update(is_enabled=True)


def press(client, code, step):
    return client.post(f"{LIST}{PaymentChannel.objects.get(code=code).pk}/{step}/")


@pytest.fixture
def keuangan(client):
    keuangan = national(Role.KEUANGAN, first_name="Rina")
    client.force_login(keuangan)
    return keuangan


@pytest.mark.parametrize("role", [Role.PENGELOLA, Role.KEUANGAN])
def test_one_tap_takes_a_way_to_pay_off_and_another_brings_it_back(client, role):
    client.force_login(national(role))

    off = press(client, "gopay", "matikan")
    without = offered()
    press(client, "gopay", "nyalakan")

    assert "GoPay tidak ditawarkan lagi." in told(off)[0]
    assert (set(offered()) - set(without), set(without) - set(offered())) == ({"gopay"}, set())


def test_who_switched_what_and_when_is_kept_and_shown(client, keuangan):
    press(client, "gopay", "matikan")

    gopay = PaymentChannel.objects.get(code="gopay")
    change = history(gopay).get()
    assert (change.field, change.old, change.new, change.actor) == ("is_enabled", "on", "off", keuangan)
    assert "· Rina" in words(client.get(LIST))
    page = words(client.get(f"{LIST}{gopay.pk}/change/"))
    assert "Keadaan Tidak ditawarkan Jenis Dompet digital Kode Midtrans gopay Riwayat" in page
    assert "Tidak ditawarkan · Rina" in page


def test_pressing_twice_is_one_change(client, keuangan):
    for _press in range(2):
        press(client, "gopay", "matikan")

    assert history(PaymentChannel.objects.get(code="gopay")).count() == 1


def test_the_last_way_to_pay_cannot_be_taken_off(client, keuangan):
    only("other_qris")

    refused = press(client, "other_qris", "matikan")

    assert told(refused) == [
        "Harus ada setidaknya satu cara bayar. Nyalakan cara lain dulu, baru matikan QRIS."
    ]
    assert offered() == ["other_qris"]
    assert not history(PaymentChannel.objects.get(code="other_qris")).exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_off_the_last_ways_at_once_one_is_refused():
    codes = ["other_qris", "bca_va", "bni_va", "gopay", "credit_card", "alfamart"]
    only(*codes)
    keuangan, start = national(Role.KEUANGAN), threading.Barrier(len(codes))

    def take_off(code):
        client = Client()
        client.force_login(keuangan)
        start.wait(20)
        press(client, code, "matikan")
        connection.close()

    threads = [threading.Thread(target=take_off, args=[code]) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert PaymentChannel.objects.filter(is_enabled=True).count() == 1


def test_the_servers_settings_stay_the_outer_limit_and_the_page_says_so(client, keuangan, settings):
    settings.MIDTRANS_CHANNELS = ["gopay", "bank_transfer"]
    only("gopay", "other_qris")

    page = words(client.get(LIST))
    refused = press(client, "gopay", "matikan")

    assert "Dibatasi server. Pengaturan MIDTRANS_CHANNELS hanya mengizinkan gopay, bank_transfer." in page
    assert "Toko sekarang menyebut: dompet digital ." in page
    assert offered() == ["gopay"]
    assert told(refused)[0].startswith("Harus ada setidaknya satu cara bayar.")


def test_a_limit_around_what_is_switched_off_leaves_the_shop_able_to_take_money(client, keuangan, settings):
    only("gopay")
    settings.MIDTRANS_CHANNELS = ["bca_va", "bni_va"]

    assert offered() == ["bca_va", "bni_va"]
    assert "Semua yang diizinkan itu dimatikan di sini" in words(client.get(LIST))


def test_midtrans_is_told_what_is_on_in_the_order_of_the_list():
    only("gopay", "bca_va", "other_qris")

    assert payload_of(an_attempt())["enabled_payments"] == ["other_qris", "bca_va", "gopay"]


def test_an_attempt_shows_which_ways_its_page_offers(client, keuangan):
    attempt = an_attempt()
    attempt.offered = ["other_qris", "bca_va"]
    attempt.save()

    page = words(client.get(f"/admin/payment/paymentattempt/{attempt.pk}/change/"))

    assert "Cara bayar yang ditawarkan QRIS, Virtual account BCA" in page


def test_who_only_reads_gets_no_buttons(client):
    client.force_login(national(Role.AUDITOR))

    page = client.get(LIST)

    assert len(rows(page)) == PaymentChannel.objects.count() == 21
    assert "formaction" not in page.content.decode()
    assert press(client, "gopay", "matikan").status_code == 403
    assert "gopay" in offered()


@pytest.mark.parametrize("key", ["0", "999999", "abc", "1'--"])
def test_an_unknown_way_to_pay_is_not_there(client, keuangan, key):
    assert client.post(f"{LIST}{key}/matikan/").status_code == 404


@pytest.mark.parametrize("changes", [0, 15])
def test_the_list_asks_as_much_however_often_it_was_changed(
    client, keuangan, changes, django_assert_max_num_queries
):
    for number in range(changes):
        press(client, "gopay", ("matikan", "nyalakan")[number % 2])

    with django_assert_max_num_queries(10):
        client.get(LIST)
