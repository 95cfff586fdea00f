"""What arrives in mailboxes, through a real SMTP server."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from catalog.templatetags.money import rupiah
from orders import days, mails
from orders.letters import letter
from orders.models import Order, OrderMail
from orders.payments.applying import apply
from orders.payments.workflow import open_attempt
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import DistrictFactory
from tests.orders.checkout.walking import go_to_review, pay
from tests.orders.payments.answers import body_of
from tests.orders.states import order_in

BUYER = "ani@example.com"


def words_of(message):
    return message.get_body(("plain",)).get_content()


@pytest.fixture
def order(client, transactional_db):
    """Two goods of two UPTs, ordered at the checkout."""
    district, products = DistrictFactory(), [ProductFactory(price=232_000), ProductFactory(price=75_500)]
    TariffFactory(destination=district.regency.province)
    pay(client, go_to_review(client, district, products))
    return Order.objects.get()


def test_buyer_and_upts_hear_of_a_purchase_once_each(order, smtp, run_tasks):
    attempt = order.attempts.get()
    for _time in range(3):
        apply(attempt, body_of(attempt, "settlement"), source="check")
    run_tasks()
    run_tasks()

    first, second = order.upt_orders.select_related("upt")
    assert [message["Subject"] for message in smtp.to(BUYER)] == [
        f"Pesanan {order.number} tercatat, menunggu pembayaran",
        f"Pembayaran pesanan {order.number} sudah kami terima",
    ]
    for part in (first, second):
        assert [message["Subject"] for message in smtp.to(part.upt.email)] == [
            f"Pesanan baru {part.number}: siapkan sebelum {days.day(part.ships_on)}"
        ]
    assert len(smtp.messages) == 4


def test_what_is_paid_again_after_the_bank_took_it_back_is_told_again_once(order, smtp, run_tasks):
    for transaction_id in ("t-1", "t-2"):
        attempt = order.attempts.open().first() or open_attempt(order)
        for state in ("settlement", "deny"):
            for _time in range(3):
                apply(attempt, body_of(attempt, state, transaction_id=transaction_id), source="message")
        run_tasks()

    subjects = [message["Subject"] for message in smtp.to(BUYER)]
    for told in (
        f"Pembayaran pesanan {order.number} sudah kami terima",
        f"Pembayaran pesanan {order.number} ditarik kembali oleh bank",
    ):
        assert subjects.count(told) == 2
    for part in order.upt_orders.select_related("upt"):
        assert len(smtp.to(part.upt.email)) == 2


def test_a_buyer_reads_what_was_ordered_what_it_costs_and_until_when(order, smtp, run_tasks, settings):
    run_tasks()

    [message] = smtp.to(BUYER)
    text, html = words_of(message), message.get_body(("html",)).get_content()
    for expected in (
        f"Bayar {rupiah(order.total_incl_tax)} sebelum {days.stamp(order.expires_at)}.",
        f"Total: {rupiah(order.total_incl_tax)}",
        order.get_absolute_url(),
        *(f"- 1 x {line.title}: {rupiah(line.line_price_incl_tax)}" for line in order.lines.all()),
        *(part.upt.name for part in order.upt_orders.all()),
        "Dikirim ke: Budi, Jalan Merdeka 12, Bukit Kecil, Kota Palembang, Sumatera Selatan 30131",
    ):
        assert expected in text
    assert f'href="{settings.SITE_URL}{order.get_absolute_url()}"' in html
    assert "{{" not in html + text


def test_a_upt_reads_of_its_own_goods_alone_and_of_no_prices_and_addresses(order, smtp, run_tasks):
    attempt = order.attempts.get()
    apply(attempt, body_of(attempt, "settlement"), source="check")
    run_tasks()

    mine, other = order.upt_orders.all()
    [message] = smtp.to(mine.upt.email)
    text = words_of(message) + message.get_body(("html",)).get_content()
    for line in mine.lines.all():
        assert f"1 x {line.title}" in text
    assert "Tolong dibungkus rapi" in text
    for secret in (
        *(line.title for line in other.lines.all()),
        other.upt.name,
        "Rp",
        order.token,
        order.guest_email,
        "Jalan Merdeka",
        "Budi",
    ):
        assert secret not in text


@pytest.mark.django_db
def test_what_the_server_refuses_is_kept_with_its_reason_and_sent_again_later(smtp, run_tasks):
    mail = queued(order_in("to_start"))
    smtp.refuse = "451 4.7.1 coba lagi nanti"
    mails.send.enqueue(mail.pk)
    run_tasks()

    mail.refresh_from_db()
    assert mail.sent_at is None
    assert mail.error.startswith("SMTPRecipientsRefused:")
    assert "451" in mail.error
    assert mails.resend_unsent() == 0  # A moment ago is too soon.

    smtp.refuse = ""
    a_while_ago(mail)
    assert mails.resend_unsent() == 1
    run_tasks()

    mail.refresh_from_db()
    assert (mail.error, len(smtp.messages)) == ("", 1)
    assert mail.sent_at is not None
    assert mails.resend_unsent() == 0


@pytest.mark.django_db
def test_a_message_whose_task_was_lost_is_sent_all_the_same(smtp, run_tasks):
    mail = queued(order_in("to_start"))
    OrderMail.objects.filter(pk=mail.pk).update(queued_at=timezone.now() - timedelta(minutes=11))

    assert mails.resend_unsent() == 1
    run_tasks()
    assert len(smtp.to(BUYER)) == 1


@pytest.mark.django_db
def test_after_three_days_a_message_is_left_to_people(smtp):
    mail = queued(order_in("to_start"))
    OrderMail.objects.filter(pk=mail.pk).update(queued_at=timezone.now() - timedelta(days=3, minutes=1))

    assert mails.resend_unsent() == 0


@pytest.mark.django_db
def test_a_message_that_somebody_has_in_hand_is_not_sent_a_second_time(smtp):
    mail = queued(order_in("to_start"))
    OrderMail.objects.filter(pk=mail.pk).update(tried_at=timezone.now())

    mails.send.call(mail.pk)

    assert smtp.messages == []


def test_nothing_is_sent_of_what_was_rolled_back(transactional_db, smtp, run_tasks):
    order = order_in("to_start")
    with transaction.atomic():
        mails.tell_buyer(order, mails.Event.PLACED)
        transaction.set_rollback(True)

    assert run_tasks() == []
    assert not order.mails.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "event"),
    [
        ("expired", "expired"),
        ("cancelled", "cancelled"),
        ("denied", "payment_failed"),
        ("reversed", "payment_reversed"),
        ("paid_twice", "paid_twice"),
        ("refund_due", "refund_due"),
    ],
)
def test_what_goes_wrong_with_the_money_is_told_to_the_buyer_once(state, event):
    order = order_in(state)

    assert list(order.mails.filter(event=event).values_list("recipient", flat=True)) == [BUYER]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event", "words"),
    [("placed", "Wednesday, 26 November 2031, 07:32 WIB"), ("to_pack:{part}", "Rabu, 26 November 2031")],
)
def test_a_buyer_who_reads_english_gets_english_dates_and_upts_read_indonesian(event, words):
    order = order_in("to_start")
    Order.objects.filter(pk=order.pk).update(language="en", expires_at="2031-11-26T00:32:00Z")
    order.upt_orders.update(ships_on="2031-11-26", arrives_from="2031-11-27", arrives_until="2031-11-28")
    order.refresh_from_db()
    part = order.upt_orders.first()

    mail = OrderMail(order=order, event=event.format(part=part.number), recipient=BUYER)

    assert words in letter(mail).body


def queued(order):
    return OrderMail.objects.create(order=order, event="placed", recipient=BUYER)


def a_while_ago(mail):
    past = timezone.now() - timedelta(minutes=11)
    OrderMail.objects.filter(pk=mail.pk).update(queued_at=past, tried_at=past)
