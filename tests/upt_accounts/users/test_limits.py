"""Guessing passwords and flooding mailboxes is slowed down, for one visitor and not for the others."""

import pytest
import requests
from django.core.cache import cache
from django.urls import reverse

from tests.factories.upts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN, SIGNUP, RESET = (reverse(f"account_{name}") for name in ("login", "signup", "reset_password"))


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


def attempt(client, page, times, **fields):
    """The last answer of so many attempts, each for another address unless one is given."""
    for number in range(times):
        typed = {"email": f"orang{number}@example.com", "login": f"orang{number}@example.com", **fields}
        answer = client.post(page, typed)
    return answer


def test_five_wrong_passwords_close_an_account_for_some_minutes(client):
    UserFactory(email="ani@example.com")

    attempt(client, LOGIN, 5, login="ani@example.com", password="salah-sekali")
    answer = client.post(LOGIN, {"login": "ani@example.com", "password": PASSWORD})

    assert answer.context["form"].errors == {
        "__all__": ["Terlalu banyak percobaan masuk untuk alamat ini. Tunggu lima menit, lalu coba lagi."]
    }
    assert answer.context["form"]["login"].value() == "ani@example.com"


@pytest.mark.parametrize(
    ("page", "limit", "fields"),
    [
        (LOGIN, 30, {}),
        (SIGNUP, 20, {}),
        (RESET, 20, {}),
        (RESET, 5, {"email": "ani@example.com"}),
    ],
)
def test_too_many_attempts_get_a_page_that_keeps_what_was_typed(client, page, limit, fields):
    assert attempt(client, page, limit, **fields).status_code != 429

    answer = attempt(client, page, 1, **{**fields, "email": "ani@example.com", "password1": "rahasia-besar"})

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert 'name="email" value="ani@example.com"' in answer.content.decode()
    assert "rahasia-besar" not in answer.content.decode()


def test_looking_at_the_form_is_not_an_attempt(client):
    attempt(client, SIGNUP, 20)

    assert client.get(SIGNUP).status_code == 200


def test_somebody_elses_attempts_do_not_count(client):
    attempt(client, SIGNUP, 21)

    assert client.post(SIGNUP, {}, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_who_writes_another_address_into_the_header_is_still_counted(client):
    attempt(client, SIGNUP, 20)

    assert client.post(SIGNUP, {}, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 429


def test_behind_a_proxy_of_ours_its_entry_counts_and_those_before_it_do_not(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def post(*addresses):
        return client.post(SIGNUP, {}, headers={"X-Forwarded-For": ", ".join(addresses)}).status_code

    assert {post(f"198.51.100.{number}", "203.0.113.9") for number in range(20)} == {200}
    assert post("198.51.100.99", "203.0.113.9") == 429
    assert post("203.0.113.9", "203.0.113.10") == 200


def test_a_second_link_of_confirmation_within_three_minutes_is_refused_with_words(client):
    user = UserFactory(email="ani@example.com")
    client.force_login(user)
    ask = {"email": user.email, "action_send": "1"}
    client.get(reverse("account_email"))

    said = [
        [
            message.level_tag
            for message in client.post(reverse("account_email"), ask, follow=True).context["messages"]
        ]
        for _click in range(2)
    ]

    assert said == [["info"], ["warning"]]


def test_many_strangers_do_not_wipe_out_the_count_of_one(client, settings):
    attempt(client, SIGNUP, 20)

    for number in range(400):
        cache.set(f"stranger-{number}", number)

    assert client.post(SIGNUP, {}).status_code == 429


def test_the_count_is_one_for_all_processes_of_the_shop(shop):
    def post():
        visitor = requests.Session()
        page = visitor.get(shop.url + SIGNUP)
        token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        return visitor.post(shop.url + SIGNUP, {"csrfmiddlewaretoken": token}).status_code

    assert [post() for _visitor in range(21)] == [200] * 20 + [429]
