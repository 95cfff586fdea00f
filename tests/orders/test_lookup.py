"""A lost link is mailed again, and whoever asks learns nothing else."""

import pytest
from django.core.cache import cache

from orders.models import OrderMail
from tests.factories.orders import OrderFactory

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _no_earlier_tries():
    cache.clear()


@pytest.fixture
def order():
    return OrderFactory(number="SC-K7RXW3H", guest_email="Ani@example.com")


def ask(client, number, email, **headers):
    return client.post("/pesanan/", {"number": number, "email": email}, headers={**OURS, **headers})


@pytest.mark.parametrize("number", ["SC-K7RXW3H", " sc-k7rxw3h ", "k7r xw3h"])
def test_number_and_email_bring_the_link_to_the_orders_own_address(
    client, order, run_tasks, mailoutbox, number
):
    response = ask(client, number, "ani@EXAMPLE.com")
    run_tasks()

    assert (response.status_code, response.url) == (302, "/pesanan/terkirim/")
    [message] = mailoutbox
    assert message.to == ["Ani@example.com"]
    assert message.subject == "Tautan pesanan SC-K7RXW3H"
    assert order.get_absolute_url() in message.body


@pytest.mark.parametrize(
    ("number", "email"), [("SC-K7RXW3H", "budi@example.com"), ("SC-TIDAKADA", "ani@example.com")]
)
def test_wrong_and_unknown_read_like_right_and_bring_nothing(
    client, order, run_tasks, mailoutbox, number, email
):
    right = ask(client, order.number, order.guest_email)
    run_tasks()
    mailoutbox.clear()

    wrong = ask(client, number, email)
    run_tasks()

    assert (wrong.status_code, wrong.url, wrong.content) == (right.status_code, right.url, right.content)
    assert mailoutbox == []


def test_the_link_can_be_asked_for_again(client, order, run_tasks, mailoutbox):
    for _time in range(2):
        ask(client, order.number, order.guest_email)
        run_tasks()

    assert len(mailoutbox) == 2
    assert OrderMail.objects.filter(event="link").count() == 1


def test_the_page_shows_no_link_and_sets_no_cookie(client, order):
    response = client.get("/pesanan/terkirim/")

    assert order.token not in response.content.decode()
    assert not response.cookies
    assert not client.get("/pesanan/").cookies


@pytest.mark.parametrize(
    ("number", "email", "wrong"),
    [
        ("", "ani@example.com", "number"),
        ("SC-'; --", "ani@example.com", "number"),
        ("SC-K7RXW3H\x00", "ani@example.com", "number"),
        ("SC-K7RXW3H", "ani", "email"),
        ("SC-K7RXW3H", "ani@example.com\x00", "email"),
    ],
)
def test_what_cannot_be_right_is_said_beside_the_field_and_nothing_is_lost(client, number, email, wrong):
    response = ask(client, number, email)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]
    assert response.context["form"]["email"].value() == email


def test_after_some_tries_for_one_address_there_is_a_pause(client, order):
    answers = [ask(client, order.number, order.guest_email).status_code for _try in range(6)]

    assert answers == [302] * 5 + [429]
    assert ask(client, order.number, order.guest_email.upper()).status_code == 429
    assert ask(client, order.number, "budi@example.com").status_code == 302


def test_after_many_tries_from_one_place_there_is_a_pause(client):
    answers = [ask(client, "SC-K7RXW3H", f"ani{number}@example.com").status_code for number in range(21)]

    assert answers == [302] * 20 + [429]


def test_behind_a_proxy_each_visitor_is_counted_alone(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def try_from(address, number):
        # The first entry is what the visitor says of themselves; the last is what our proxy saw.
        seen = {"X-Forwarded-For": f"10.0.0.{number}, {address}"}
        return ask(client, "SC-K7RXW3H", f"{address}-{number}@example.com", **seen).status_code

    assert [try_from("203.0.113.5", number) for number in range(21)] == [302] * 20 + [429]
    assert try_from("203.0.113.6", 1) == 302


def test_without_a_proxy_of_ours_the_header_is_a_visitors_word(client):
    answers = [
        ask(client, "SC-K7RXW3H", f"a{n}@example.com", **{"X-Forwarded-For": f"203.0.113.{n}"}).status_code
        for n in range(21)
    ]

    assert answers[-1] == 429


def test_another_site_cannot_ask(client, order, run_tasks, mailoutbox):
    response = ask(client, order.number, order.guest_email, **{"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert run_tasks() == []
