import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from catalog.templatetags.money import rupiah
from orders import days, page, workflow
from orders.payments.applying import apply
from orders.payments.models import PaymentAttempt
from tests.factories.orders import CourierFactory, UptOrderFactory, add_line
from tests.orders.payments.answers import body_of
from tests.orders.states import PAGE, STATES, VA, order_in

pytestmark = pytest.mark.django_db


class Words(HTMLParser):
    """The words of each element of one kind, with what the page draws beside them left out."""

    def __init__(self, tag, html):
        super().__init__()
        self.tag, self.depth, self.found = tag, 0, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == self.tag:
            self.depth += 1
            self.found.append("")

    def handle_endtag(self, tag):
        self.depth -= tag == self.tag

    def handle_data(self, data):
        if self.depth:
            self.found[-1] = f"{self.found[-1]} {data}".strip()


def words(tag, response):
    return [" ".join(text.split()) for text in Words(tag, response.content.decode()).found]


def main_of(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def page_of(client, order, **headers):
    return client.get(order.get_absolute_url(), **headers)


@pytest.fixture
def part():
    part = UptOrderFactory()
    add_line(part)
    return part


def test_money_that_comes_while_the_page_is_read_is_not_taken_for_money_that_went():
    order = order_in("va")
    attempt = PaymentAttempt.objects.get()
    apply(attempt, body_of(attempt, "settlement", **VA), source="message")

    shown = page.read(order)

    assert shown.headline.text == "Pembayaran Anda sudah kami terima"
    assert shown.key == f"paid.{attempt.pk}.settled.{PaymentAttempt.objects.get().channel}"


def test_whoever_holds_the_link_sees_the_order_and_gets_no_cookie(client, part):
    response = client.get(part.order.get_absolute_url())

    assert response.status_code == 200
    assert not response.cookies
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "change",
    [
        lambda number, token: (number, "x" + token[1:] if token[0] != "x" else "y"),
        lambda number, token: ("SC-TIDAKADA", token),
    ],
)
@pytest.mark.parametrize("page", ["", "status/", "qr.png"])
def test_a_wrong_link_and_an_unknown_order_read_the_same(client, part, change, page):
    number, token = change(part.order.number, part.order.token)

    assert client.get(f"/pesanan/{number}/{token}/{page}").status_code == 404


def test_a_new_token_ends_the_old_link(client, part):
    old = part.order.get_absolute_url()
    part.order.token = "baru"
    part.order.save(update_fields=["token"])

    assert client.get(old).status_code == 404
    assert client.get(part.order.get_absolute_url()).status_code == 200


def test_the_steps_of_a_parcel_follow_what_the_upt_did(client, part):
    workflow.mark_paid(part.order)
    workflow.ship(part, courier=CourierFactory(), tracking_number="JNE0012345678", actor=None)

    response = client.get(part.order.get_absolute_url())

    assert [(step.name, step.state) for step in response.context["page"].parts[0].timeline] == [
        ("Dibayar", "done"),
        ("Disiapkan petugas UPT", "done"),
        ("Diserahkan ke kurir", "done"),
        ("Dalam perjalanan", "now"),
        ("Tiba di Kota Palembang", "next"),
    ]
    assert b"JNE0012345678" in response.content


HEADINGS = {
    "to_start": ("Bayar {total} sebelum {deadline}", "Bayar {total}"),
    "va": ("Bayar {total} sebelum {deadline}", "Saya sudah membayar, periksa"),
    "qr": ("Bayar {total} sebelum {deadline}", "Saya sudah membayar, periksa"),
    "bill": ("Bayar {total} sebelum {deadline}", "Saya sudah membayar, periksa"),
    "till": ("Bayar {total} sebelum {deadline}", "Saya sudah membayar, periksa"),
    "wallet": ("Bayar {total} sebelum {deadline}", "Saya sudah membayar, periksa"),
    "lapsed": ("Bayar {total} sebelum {deadline}", "Bayar {total}"),
    "denied": ("Bayar {total} sebelum {deadline}", "Bayar {total}"),
    "reversed": ("Bayar {total} sebelum {deadline}", "Bayar {total}"),
    "challenged": ("Pembayaran Anda sedang diperiksa", "Periksa hasilnya sekarang"),
    "overdue": ("Batas waktu bayar sudah lewat", "Saya sudah membayar, periksa"),
    "expired": ("Pesanan ini kedaluwarsa", None),
    "cancelled": ("Pesanan ini dibatalkan", None),
    "refund_due": ("Uang Anda akan kami kembalikan", None),
    "paid": ("Pembayaran Anda sudah kami terima", None),
    "paid_twice": ("Pembayaran Anda sudah kami terima", None),
    "preparing": ("Pesanan Anda sedang disiapkan", None),
    "first_sent": ("Paket pertama dalam perjalanan", None),
    "all_sent": ("Semua paket sudah dikirim", None),
    "ready": ("Pesanan Anda siap diambil", None),
    "completed": ("Semua paket sudah diterima", None),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_words_and_at_most_one_main_button(client, state):
    order = order_in(state)
    values = {"total": rupiah(order.total_incl_tax), "deadline": days.moment(order.expires_at)}

    response = page_of(client, order)

    heading, button = HEADINGS[state]
    assert words("h1", response) == [heading.format(**values)]
    main = re.findall(r"button-primary[^>]*>([^<]*)<", main_of(response))
    assert main == ([button.format(**values)] if button else [])


@pytest.mark.parametrize(
    ("state", "numbers"),
    [
        ("va", {"Nomor virtual account": "12345678901"}),
        ("bill", {"Kode perusahaan": "70012", "Kode bayar": "990000000260"}),
        ("till", {"Kode bayar": "8123456789012345"}),
        ("qr", {}),
        ("wallet", {}),
    ],
)
def test_what_the_buyer_needs_to_pay_stands_on_the_page_to_be_copied(client, state, numbers):
    order = order_in(state)

    how = page_of(client, order).context["page"].payment.how

    assert {number.name: number.value for number in how.numbers} == numbers
    assert how.needs_page == (state == "wallet")
    assert how.page == PAGE


def test_a_qr_is_drawn_dark_on_white_and_can_be_kept_as_a_picture(client):
    order = order_in("qr")

    drawing = main_of(page_of(client, order)).partition('class="qr-code"')[2].partition("</svg>")[0]
    picture = client.get(f"{order.get_absolute_url()}qr.png")

    assert ('fill="#fff"' in drawing, 'stroke="#000"' in drawing, "style" in drawing) == (True, True, False)
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("state", ["va", "to_start", "paid"])
def test_without_a_qr_there_is_no_picture_of_one(client, state):
    assert client.get(f"{order_in(state).get_absolute_url()}qr.png").status_code == 404


@pytest.mark.parametrize(
    "told",
    [
        {"va_numbers": [{"bank": "bca", "va_number": "<b>1</b>"}]},
        {"va_numbers": "12"},
        {"va_numbers": [7]},
        {"qr_string": "x" * 5000},
        {"qr_string": ["x"]},
        {"bill_key": {"a": 1}},
        ["no", "object"],
    ],
)
def test_instructions_that_are_none_lead_to_midtrans_page_instead(client, told):
    order = order_in("va")
    order.attempts.update(instructions=told)

    response = page_of(client, order)

    assert response.context["page"].payment.how.needs_page
    assert "Buka lagi halaman pembayaran" in main_of(response)


def test_a_way_that_ends_sooner_than_the_order_says_until_when_it_is_good(client):
    order = order_in("qr")
    soon = timezone.localtime() + timedelta(minutes=14)
    attempt = order.attempts.get()
    attempt.instructions["expiry_time"] = soon.strftime("%Y-%m-%d %H:%M:%S")
    attempt.save()

    response = page_of(client, order)

    assert response.context["page"].payment.seconds_left in (14 * 60, 14 * 60 - 1, 14 * 60 + 1)
    assert f"QRIS ini berlaku sampai {days.moment(soon)}" in main_of(response)


def test_a_way_that_ended_is_exchanged_for_another_by_the_main_button(client):
    page = main_of(page_of(client, order_in("lapsed")))

    assert '<input type="hidden" name="cara" value="lain">' in page


@pytest.mark.parametrize(
    ("news", "state", "is_told"),
    [
        ("belum-masuk", "va", True),
        ("belum-terbuka", "to_start", True),
        ("belum-masuk", "paid", False),
        ("apa-saja", "va", False),
        ("belum-masuk\x00", "va", False),
    ],
)
def test_the_address_chooses_among_our_sentences_and_never_against_the_truth(client, news, state, is_told):
    response = client.get(order_in(state).get_absolute_url(), {"kabar": news})

    assert (response.context["news"] is not None) == is_told


def test_what_midtrans_puts_into_the_address_of_the_way_back_is_not_believed(client):
    order = order_in("va")

    response = client.get(
        order.get_absolute_url(),
        {"order_id": "x", "status_code": "200", "transaction_status": "settlement"},
    )

    assert words("h1", response)[0].startswith("Bayar Rp")


def test_a_waiting_page_learns_that_it_would_read_differently_now(client):
    order = order_in("to_start")
    address = f"{order.get_absolute_url()}status/"
    shown = page_of(client, order).context["page"].key
    assert client.get(address).json() == {"key": shown}

    STATES["va"](order, order.attempts.get(), [])
    chosen = client.get(address).json()["key"]
    STATES["paid"](order, order.attempts.get(), [])

    assert len({shown, chosen, client.get(address).json()["key"]}) == 3


def test_asking_for_the_state_takes_two_queries(client, django_assert_num_queries):
    order = order_in("va")

    with django_assert_num_queries(2):
        client.get(f"{order.get_absolute_url()}status/")


@pytest.mark.parametrize("parts", [1, 5])
@pytest.mark.parametrize("state", ["va", "first_sent"])
def test_the_page_asks_the_database_as_often_whatever_is_in_the_order(
    client, parts, state, django_assert_num_queries
):
    order = order_in(state, parts)
    page_of(client, order)  # Categories of the menu and content types are kept from now on.

    with django_assert_num_queries(12):
        page_of(client, order)


def test_each_parcel_is_told_by_itself_and_all_add_up(client):
    order = order_in("paid")

    page = page_of(client, order).context["page"]

    assert [len(part.goods) for part in page.parts] == [1, 1]
    assert sum(part.goods_total + part.shipping_charge for part in page.parts) == order.total_incl_tax


def test_the_contract_names_what_the_law_asks_for(client):
    """PP 80/2019, article 53."""
    order = order_in("paid")

    terms = words("dt", page_of(client, order))

    assert terms[-9:] == [
        "Pembeli", "Penjual", "Barang dan nilai", "Pembayaran", "Penyerahan", "Pembatalan", "Pengembalian",
        "Sengketa dan pengaduan", "Legalitas barang",
    ]  # fmt: skip


def test_money_that_came_twice_is_told_on_the_page(client):
    order = order_in("paid_twice")

    [(tone, sentence)] = page_of(client, order).context["page"].notes

    assert tone == "amber"
    assert sentence.startswith(
        f"Pesanan ini terbayar dua kali. Kelebihan {rupiah(order.total_incl_tax)} akan"
    )
