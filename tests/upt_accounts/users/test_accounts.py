import re

import pytest
from django.urls import reverse

from tests.factories.products import ProductFactory
from tests.factories.upts import petugas_of
from upt_accounts.users.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "songket-lepus-28-hari"


@pytest.fixture
def buyer():
    return User.objects.create_user("ani@example.com", PASSWORD)


@pytest.mark.parametrize("email", ["ani@example.com", "ANI@Example.com"])
def test_a_buyer_logs_in_by_e_mail_whatever_its_case(client, buyer, email):
    response = client.post(reverse("account_login"), {"login": email, "password": PASSWORD})

    assert (response.status_code, response.url) == (302, "/akun/")
    assert client.get("/akun/").status_code == 200


def test_staff_come_to_their_desk_after_logging_in(client):
    petugas = petugas_of(ProductFactory().upt)
    petugas.set_password(PASSWORD)
    petugas.save()

    response = client.post(reverse("account_login"), {"login": petugas.email, "password": PASSWORD})

    assert response.url == "/admin/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, buyer):
    answers = [
        client.post(reverse("account_login"), {"login": login, "password": "salah-sekali-9"})
        .context["form"]
        .errors
        for login in ("ani@example.com", "budi@example.com")
    ]

    assert answers[0] == answers[1]
    assert answers[0]


def test_the_account_page_asks_strangers_to_log_in(client):
    assert client.get("/akun/").url == "/akun/masuk/?next=/akun/"


def test_a_forgotten_password_is_replaced_by_the_link_in_the_mail(client, buyer, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "ani@example.com"})
    link = re.search(r"/akun/kata-sandi/lupa/\S+", mailoutbox[0].body).group()
    form_page = client.get(link, follow=True)
    client.post(
        form_page.request["PATH_INFO"], {"password1": "jumputan-baru-7", "password2": "jumputan-baru-7"}
    )

    assert client.login(email="ani@example.com", password="jumputan-baru-7")


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
)
def test_pages_for_strangers_open(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["account_logout", "account_change_password", "account_email"])
def test_pages_of_a_buyer_open(client, buyer, name):
    client.force_login(buyer)

    assert client.get(reverse(name), follow=True).status_code == 200
