"""Paying an order as it really goes: the shop, the simulator of Midtrans and a buyer, each by itself, over HTTP."""

import hashlib
import json
from datetime import timedelta

import pytest
import requests
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from orders.models import Order
from orders.payments.models import PaymentRecord, RefundCase
from tests.factories.orders import UptOrderFactory, add_line
from tests.factories.products import ProductFactory, stock_of
from tests.orders.payments.answers import an_attempt
from tests.orders.payments.buyer import Buyer
from tests.tooling.midtrans_simulator.till import Till


@pytest.fixture
def bank(simulator):
    till = Till(simulator.url)
    yield till
    till.turn(snap="normal", status="normal", tindakan="normal", kabar="normal")


@pytest.fixture
def buyer(shop, bank):
    return Buyer(shop, bank, an_attempt(stock=3, quantity=1).order)


def stock(buyer):
    record = stock_of(buyer.order.lines.first().product)
    return record.num_in_stock, record.num_allocated


def let_time_run_out(buyer):
    """The shop's own deadline and its grace are over; Midtrans' page is still there."""
    past = timezone.now() - timedelta(hours=1)
    Order.objects.filter(pk=buyer.order.pk).update(expires_at=past)


def events(buyer):
    return sorted(mail.event.partition(":")[0] for mail in buyer.order.mails.all())


def test_a_buyer_pays_by_va_and_all_hear_of_it_once(buyer, bank, smtp, run_tasks):
    page = buyer.go_to_pay()
    transaction_id = page.choose("bca_va")
    bank.wait_until_told(transaction_id)
    number = page.status()["va_numbers"][0]["va_number"]
    assert " ".join(number[i : i + 4] for i in range(0, len(number), 4)) in buyer.reads()

    page.press("bayar")
    bank.resend(transaction_id, times=10)
    bank.wait_until_told(transaction_id)
    run_tasks()

    assert (buyer.status, buyer.heading()) == ("paid", "Pembayaran Anda sudah kami terima")
    assert "Dibayar lewat Virtual account BCA" in buyer.reads()
    assert PaymentRecord.objects.count() == 1
    upt = buyer.order.upt_orders.get().upt
    assert [len(smtp.to(address)) for address in (buyer.order.guest_email, upt.email)] == [1, 1]


def test_the_page_shows_a_qr_that_holds_what_midtrans_told(buyer, bank):
    page = buyer.go_to_pay()
    bank.wait_until_told(page.choose("other_qris"))

    assert buyer.attempt.instructions["qr_string"] == page.status()["qr_string"]
    assert requests.get(f"{buyer.address}qr.png", timeout=20).headers["Content-Type"] == "image/png"
    assert "Simpan gambar QR" in buyer.reads()


def test_a_denied_buyer_takes_another_way_on_the_same_page(buyer, bank):
    page = buyer.go_to_pay()
    bank.wait_until_told(page.choose("gopay"))
    page.press("tolak")
    assert buyer.press("periksa").endswith("?kabar=belum-masuk")
    assert "Pembayaran tadi ditolak bank atau penyedianya." in buyer.reads()

    buyer.pays(page, "other_qris")

    assert (buyer.status, buyer.attempts) == ("paid", ["settled"])


def test_a_card_that_is_looked_at_is_not_paid_twice_meanwhile(buyer, bank):
    page = buyer.go_to_pay()
    transaction_id = page.choose("credit_card")
    page.press("periksa")
    bank.wait_until_told(transaction_id)
    assert buyer.heading() == "Pembayaran Anda sedang diperiksa"
    assert buyer.press("bayar") == buyer.order.get_absolute_url()
    assert buyer.attempts == ["challenged"]

    bank.at_desk(transaction_id, "terima")
    bank.wait_until_told(transaction_id)

    assert buyer.heading() == "Pembayaran Anda sudah kami terima"


def test_another_way_closes_the_first_va_before_a_new_page_opens(buyer, bank):
    first = buyer.go_to_pay()
    bank.wait_until_told(first.choose("bca_va"))

    second = buyer.go_to_pay(cara="lain")

    assert first.status()["transaction_status"] == "cancel"
    assert first.post(aksi="bayar").status_code == 409
    assert second.order_id == f"{buyer.order.number}-2"
    buyer.pays(second, "bni_va")
    assert (buyer.status, buyer.attempts) == ("paid", ["cancelled", "settled"])


def test_a_page_that_could_not_be_closed_may_be_paid_too_and_is_noticed(buyer, bank):
    first = buyer.go_to_pay()
    bank.turn(snap="503")
    assert buyer.press("bayar", cara="lain").endswith("?kabar=belum-terbuka")
    bank.turn(snap="normal")
    second = buyer.go_to_pay()

    buyer.pays(first, "bca_va")
    buyer.pays(second, "bca_va")

    assert (buyer.status, buyer.attempts) == ("paid", ["settled", "settled"])
    assert [(case.reason, case.attempt) for case in RefundCase.objects.all()] == [("double", buyer.attempt)]
    assert "Pesanan ini terbayar dua kali." in buyer.reads()
    assert events(buyer) == ["paid", "paid_twice", "to_pack"]


def test_what_runs_out_of_time_is_closed_at_midtrans_and_given_back_once(buyer, bank, capsys):
    page = buyer.go_to_pay()
    bank.wait_until_told(page.choose("bca_va"))
    assert stock(buyer) == (3, 1)
    let_time_run_out(buyer)

    for _time in range(2):
        call_command("expire_payments")

    assert capsys.readouterr().out.split("\n")[:2] == ["expired: 1", "nothing to do"]
    assert (page.status()["transaction_status"], stock(buyer)) == ("expire", (3, 0))
    assert buyer.heading() == "Pesanan ini kedaluwarsa"
    assert events(buyer) == ["expired"]


def test_what_was_paid_while_no_news_came_is_booked_at_the_deadline(buyer, bank, capsys):
    page = buyer.go_to_pay()
    bank.turn(kabar="hilang")
    page.choose("bca_va")
    page.press("bayar")
    let_time_run_out(buyer)

    call_command("expire_payments")

    assert capsys.readouterr().out == "paid: 1\n"
    assert (buyer.status, stock(buyer)) == ("paid", (3, 1))


def test_the_buyers_own_question_finds_the_money_whose_news_was_lost(buyer, bank):
    page = buyer.go_to_pay()
    bank.turn(kabar="hilang")
    page.choose("bca_va")
    page.press("bayar")

    assert buyer.press("periksa") == buyer.order.get_absolute_url()
    assert buyer.status == "paid"


def test_late_money_revives_an_order_whose_goods_are_there(buyer, bank):
    page = buyer.go_to_pay()
    let_time_run_out(buyer)
    call_command("expire_payments")
    assert (buyer.status, stock(buyer)) == ("cancelled", (3, 0))

    buyer.pays(page, "bca_va")

    assert (buyer.status, stock(buyer)) == ("paid", (3, 1))
    assert events(buyer) == ["expired", "paid", "to_pack"]


def test_late_money_for_goods_that_are_gone_waits_to_go_back(buyer, bank):
    page = buyer.go_to_pay()
    let_time_run_out(buyer)
    call_command("expire_payments")
    stock_of(buyer.order.lines.get().product).allocate(3)

    buyer.pays(page, "bca_va")

    assert (buyer.status, stock(buyer)) == ("refund_due", (3, 3))
    assert [(case.reason, case.amount) for case in RefundCase.objects.all()] == [
        ("late", buyer.order.total_incl_tax)
    ]
    assert buyer.heading() == "Uang Anda akan kami kembalikan"
    assert events(buyer) == ["expired", "refund_due"]


def test_a_pending_that_comes_after_the_settlement_changes_nothing(buyer, bank):
    transaction_id = buyer.pays(buyer.go_to_pay(), "bca_va")

    bank.at_desk(transaction_id, "pending-terlambat")
    bank.wait_until_told(transaction_id)

    assert (buyer.status, buyer.attempts) == ("paid", ["settled"])
    assert events(buyer) == ["paid", "to_pack"]


def test_a_bank_that_takes_its_money_back_stops_the_parcel(buyer, bank):
    transaction_id = buyer.pays(buyer.go_to_pay(), "permata_va")

    bank.at_desk(transaction_id, "balik")
    bank.wait_until_told(transaction_id)

    assert buyer.status == "awaiting_payment"
    assert "Bank menarik kembali pembayaran Anda" in buyer.reads()
    assert events(buyer) == ["paid", "payment_reversed", "to_pack"]


def test_while_snap_is_away_the_order_stands_and_its_page_says_so(start_shop, shop, bank):
    """The bank's messages go to the one `shop`, whatever shop the buyer is in; both have the same database."""
    impatient = start_shop(MIDTRANS_TIMEOUT="1,0.5", WEB_WORKERS=1)
    for trouble in ("503", "html", "lambat"):
        buyer = Buyer(impatient, bank, an_attempt().order)
        bank.turn(snap=trouble)

        news = buyer.press("bayar")

        assert news == f"{buyer.order.get_absolute_url()}?kabar=belum-terbuka"
        assert "Halaman pembayaran belum dapat dibuka." in buyer.reads("?kabar=belum-terbuka")
        assert (buyer.status, buyer.attempts) == ("awaiting_payment", ["pending"])
        bank.turn(snap="normal")
        buyer.pays(buyer.go_to_pay(), "bca_va")
        assert (buyer.status, buyer.attempts) == ("paid", ["settled"])


def test_who_gives_up_an_order_leaves_nothing_to_be_paid(buyer, bank):
    page = buyer.go_to_pay()
    bank.wait_until_told(page.choose("bca_va"))

    assert buyer.press("batal") == buyer.order.get_absolute_url()

    assert (buyer.heading(), stock(buyer)) == ("Pesanan ini dibatalkan", (3, 0))
    assert page.status()["transaction_status"] == "cancel"
    assert buyer.press("bayar") == buyer.order.get_absolute_url()
    assert buyer.attempts == ["cancelled"]


def test_while_midtrans_cannot_be_told_an_order_is_not_given_up(buyer, bank):
    bank.wait_until_told(buyer.go_to_pay().choose("bca_va"))
    bank.turn(status="503")

    assert buyer.press("batal").endswith("?kabar=belum-batal")
    assert (buyer.status, stock(buyer)) == ("awaiting_payment", (3, 1))


def test_who_pays_while_giving_up_has_paid(buyer, bank):
    page = buyer.go_to_pay()
    bank.turn(kabar="hilang")
    page.choose("bca_va")
    page.press("bayar")

    buyer.press("batal")

    assert (buyer.status, buyer.heading()) == ("paid", "Pembayaran Anda sudah kami terima")


def test_while_midtrans_cannot_be_asked_the_page_says_so(buyer, bank):
    bank.wait_until_told(buyer.go_to_pay().choose("bca_va"))
    bank.turn(status="html")

    assert buyer.press("periksa").endswith("?kabar=tak-terjangkau")


def test_goods_of_many_upts_are_paid_to_the_rupiah(shop, bank):
    order = an_attempt().order
    for price in (75_500, 1_150_000, 1):
        part = UptOrderFactory(order=order, shipping_charge=price % 7 * 1_000)
        add_line(part, ProductFactory(upt=part.upt, price=price), quantity=3)
    order.refresh_from_db()
    order.attempts.update(amount=order.total_incl_tax)
    buyer = Buyer(shop, bank, order)

    page = buyer.go_to_pay()
    page.choose("bca_va")

    assert page.status()["gross_amount"] == f"{order.total_incl_tax}.00"


def signed(**changes):
    body = {"order_id": "SC-1-1", "status_code": "200", "gross_amount": "1000.00"} | changes
    text = body["order_id"] + body["status_code"] + body["gross_amount"] + "SB-Mid-server-simulator"
    return json.dumps({"signature_key": hashlib.sha512(text.encode()).hexdigest()} | body)


def test_what_is_no_message_of_midtrans_is_refused_at_the_door(shop):
    messages = {
        "forged": signed(signature_key="0" * 128),
        "unknown order": signed(),
        "NUL": signed(order_id="a\x00b"),
        "malformed": "{",
        "nested lists": "[" * 60_000,
        "nested objects": '{"order_id": ' + '{"a": ' * 9_000 + "1" + "}" * 9_001,
        "huge": "x" * 70_000,
    }

    answers = {
        name: requests.post(f"{shop.url}/pembayaran/midtrans/notifikasi/", body, timeout=20)
        for name, body in messages.items()
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "forged": 403,
        "unknown order": 404,
        "NUL": 400,
        "malformed": 400,
        "nested lists": 400,
        "nested objects": 400,
        "huge": 413,
    }
    assert not any(answer.cookies for answer in answers.values())


def test_a_signed_message_that_names_another_state_is_not_believed(buyer, shop, bank):
    page = buyer.go_to_pay()
    bank.wait_until_told(page.choose("bca_va"))
    amount = f"{buyer.order.total_incl_tax}.00"

    answer = requests.post(
        f"{shop.url}/pembayaran/midtrans/notifikasi/",
        signed(order_id=page.order_id, gross_amount=amount, transaction_status="settlement"),
        timeout=20,
    )

    assert (answer.status_code, answer.text) == (200, "pending")
    assert buyer.status == "awaiting_payment"


@pytest.fixture(autouse=True)
def _no_question_of_an_earlier_test(transactional_db):
    cache.clear()
