"""Money in the admin: what was paid, what Midtrans said, and what has to go back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orders import workflow
from orders.models import CancelReason, OrderStatus
from orders.payments import gateway
from orders.payments.applying import apply
from orders.payments.exceptions import GatewayUnavailable
from orders.payments.models import AttemptStatus, RefundCase
from orders.payments.refunds import close
from tests.admin.pages import errors, rows, told, words
from tests.factories.products import stock_of
from tests.factories.upts import kepala_of, national, petugas_of
from tests.orders.payments.answers import an_attempt, body_of
from upt_accounts import stock
from upt_accounts.models import Role
from upt_accounts.states.machine import TransitionRefused, history

pytestmark = pytest.mark.django_db
CASES = "/admin/payment/refundcase/"
ATTEMPTS = "/admin/payment/paymentattempt/"
OTHERS = [Role.KURATOR, Role.PENGELOLA, Role.AUDITOR]


@pytest.fixture
def keuangan(client):
    keuangan = national(Role.KEUANGAN, first_name="Rina")
    client.force_login(keuangan)
    return keuangan


def late_money():
    """Paid after the order was cancelled and its last piece was gone."""
    attempt = an_attempt(stock=1)
    workflow.cancel(attempt.order, because=CancelReason.EXPIRED)
    stock.set_level(stock_of(attempt.order.lines.get().product), 0, reason="damaged")
    apply(attempt, body_of(attempt, "settlement"), source="message")
    return attempt.refund_cases.get()


def chargeback():
    attempt = an_attempt()
    apply(attempt, body_of(attempt, "settlement"), source="message")
    apply(attempt, body_of(attempt, "chargeback"), source="message")
    return attempt.refund_cases.get()


def done(**changes):
    return {"done_on": timezone.localdate().isoformat(), "done": "Ditransfer ke rekening pembeli", **changes}


def state(case):
    case.refresh_from_db()
    case.attempt.order.refresh_from_db()
    return case.closed_at is not None, case.attempt.order.status


# --- The queue ---------------------------------------------------------------------------------------------------
def test_what_is_open_comes_first_and_of_that_what_waits_longest(client, keuangan):
    young, old, ended = chargeback(), chargeback(), chargeback()
    RefundCase.objects.filter(pk=old.pk).update(opened_at=timezone.now() - timedelta(days=3, hours=1))
    close(ended, done_on=timezone.localdate(), note="Selesai", actor=keuangan)

    assert rows(client.get(CASES)) == [old.pk, young.pk, ended.pk]
    assert rows(client.get(f"{CASES}?keadaan=terbuka")) == [old.pk, young.pk]
    assert rows(client.get(f"{CASES}?keadaan=selesai")) == [ended.pk]
    assert "Terbuka Sanggahan pemegang kartu Rp143.000 3 hari" in words(client.get(CASES))


def test_who_closes_a_case_says_what_was_done_and_the_order_follows(client, keuangan):
    case = late_money()
    before = state(case)

    response = client.post(f"{CASES}{case.pk}/change/", done())

    change = history(case).get()
    assert (response.status_code, before) == (302, (False, OrderStatus.REFUND_DUE))
    assert state(case) == (True, OrderStatus.REFUNDED)
    assert (change.actor, change.reason.partition(": ")[2]) == (keuangan, "Ditransfer ke rekening pembeli")


def test_a_closed_case_shows_who_closed_it_and_asks_nothing_more(client, keuangan):
    case = late_money()
    client.post(f"{CASES}{case.pk}/change/", done())

    page = client.get(f"{CASES}{case.pk}/change/")

    assert "Selesai · Rina · " in words(page)
    assert "Tandai selesai" not in words(page)


def test_a_case_cannot_be_closed_twice(client, keuangan):
    case = late_money()
    client.post(f"{CASES}{case.pk}/change/", done())

    again = client.post(f"{CASES}{case.pk}/change/", done(done="Ditransfer lagi"))

    assert errors(again) == {"__all__": ["Pengembalian ini sudah diselesaikan."]}
    assert history(case).count() == 1
    with pytest.raises(TransitionRefused):
        close(case, done_on=timezone.localdate(), note="lagi", actor=keuangan)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"done": " "}, {"done": ["Bidang ini tidak boleh kosong."]}),
        ({"done_on": ""}, {"done_on": ["Bidang ini tidak boleh kosong."]}),
        ({"done_on": "kemarin"}, {"done_on": ["Masukkan tanggal yang valid."]}),
        ({"done_on": "2999-01-01"}, {"done_on": ["Tanggal ini belum tiba."]}),
        ({"done_on": "1999-01-01"}, {"done_on": ["Saat itu uangnya belum perlu dikembalikan."]}),
        (
            {"done": "x" * 301},
            {"done": ["Pastikan nilai ini mengandung paling banyak 300 karakter (sekarang 301 karakter)."]},
        ),
    ],
)
def test_closing_without_a_sensible_note_changes_nothing(client, keuangan, changes, refusal):
    case = late_money()

    response = client.post(f"{CASES}{case.pk}/change/", done(**changes))

    assert (errors(response), state(case)) == (refusal, (False, OrderStatus.REFUND_DUE))
    assert not history(case).exists()


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_keuangan_closes_a_case(client, role):
    case = late_money()
    client.force_login(national(role))

    answer = client.post(f"{CASES}{case.pk}/change/", done())

    assert answer.status_code == (404 if role == Role.KURATOR else 403)
    assert state(case) == (False, OrderStatus.REFUND_DUE)


@pytest.mark.parametrize("staff_of", [petugas_of, kepala_of])
def test_a_upt_sees_nothing_of_payments(client, staff_of):
    case = late_money()
    client.force_login(staff_of(case.attempt.order.upt_orders.get().upt))

    addresses = [
        CASES,
        f"{CASES}{case.pk}/change/",
        ATTEMPTS,
        f"{ATTEMPTS}{case.attempt_id}/change/",
        "/admin/payment/notification/",
        f"{ATTEMPTS}{case.attempt_id}/tanya/",
    ]
    assert {client.get(address).status_code for address in addresses} <= {403, 404, 405}


@pytest.mark.parametrize("key", ["0", "999999", "abc", "1'--"])
def test_an_unknown_case_is_not_there(client, keuangan, key):
    assert client.get(f"{CASES}{key}/change/").status_code == 404


def test_midtrans_own_refund_closes_the_case_and_says_so(keuangan):
    case = late_money()

    apply(
        case.attempt,
        body_of(case.attempt, "refund", refunds=[{"refund_key": "r-1", "refund_amount": "143000.00"}]),
        source="check",
    )

    assert state(case) == (True, OrderStatus.REFUNDED)
    assert [str(change.reason) for change in history(case)] == ["Midtrans mencatat pengembalian seluruhnya."]


# --- Attempts ----------------------------------------------------------------------------------------------------
@pytest.fixture
def midtrans(monkeypatch):
    """What the status API answers: a body, or an exception to raise."""

    def answer(found):
        def status(midtrans_order_id):
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(gateway, "status", status)

    return answer


def test_asking_midtrans_books_money_whose_message_was_lost(client, keuangan, midtrans):
    attempt = an_attempt()
    midtrans(body_of(attempt, "settlement"))

    response = client.post(f"{ATTEMPTS}{attempt.pk}/tanya/")

    attempt.refresh_from_db()
    assert (attempt.status, attempt.order.status) == (AttemptStatus.SETTLED, OrderStatus.PAID)
    assert told(response) == ["Jawaban Midtrans: Pesanan dibayar."]


def test_while_midtrans_is_away_asking_changes_nothing_and_says_so(client, keuangan, midtrans):
    attempt = an_attempt()
    midtrans(GatewayUnavailable("down"))

    response = client.post(f"{ATTEMPTS}{attempt.pk}/tanya/")

    attempt.refresh_from_db()
    assert (attempt.status, told(response)) == (
        AttemptStatus.PENDING,
        ["Midtrans tidak terjangkau. Tidak ada yang berubah."],
    )


@pytest.mark.parametrize("role", [Role.PENGELOLA, Role.AUDITOR])
def test_who_may_not_close_refunds_is_not_offered_to_ask(client, role, midtrans):
    attempt = an_attempt()
    midtrans(body_of(attempt, "settlement"))
    client.force_login(national(role))

    page, answer = (
        client.get(f"{ATTEMPTS}{attempt.pk}/change/"),
        client.post(f"{ATTEMPTS}{attempt.pk}/tanya/"),
    )

    attempt.refresh_from_db()
    assert (answer.status_code, attempt.status) == (404, AttemptStatus.PENDING)
    assert "Tanya Midtrans" not in words(page)


def test_an_attempt_shows_its_money_its_messages_and_its_refunds(client, keuangan):
    case = chargeback()

    page = words(client.get(f"{ATTEMPTS}{case.attempt_id}/change/"))

    for shown in (
        f"Pesanan {case.attempt.order.number} Status Dibayar Jumlah Rp143.000",
        "Uang masuk Rp143.000 t-1",
        "Sanggahan pemegang kartu Rp143.000",
        "settlement Pesanan dibayar",
    ):
        assert shown in page


def test_what_midtrans_wrote_is_kept_as_it_came(client, keuangan):
    message = chargeback().attempt.notifications.first()

    page = words(client.get(f"/admin/payment/notification/{message.pk}/change/"))

    assert '"transaction_status": "settlement"' in page


# --- Lists -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [2, 9])
@pytest.mark.parametrize("address", [CASES, ATTEMPTS, "/admin/payment/notification/", "/admin/order/order/"])
def test_lists_of_money_ask_as_much_for_few_rows_as_for_many(
    client, keuangan, address, number, django_assert_max_num_queries
):
    for _each in range(number):
        chargeback()

    with django_assert_max_num_queries(10):
        assert len(rows(client.get(address))) >= number


@pytest.mark.parametrize("number", [1, 6])
def test_a_page_of_an_attempt_asks_as_much_for_few_messages_as_for_many(
    client, keuangan, number, django_assert_max_num_queries
):
    attempt = chargeback().attempt
    for _each in range(number):
        apply(attempt, body_of(attempt, "chargeback"), source="message")

    with django_assert_max_num_queries(14):
        assert client.get(f"{ATTEMPTS}{attempt.pk}/change/").status_code == 200
