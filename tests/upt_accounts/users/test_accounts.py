import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories.products import ProductFactory
from tests.factories.upts import petugas_of
from upt_accounts.users.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "songket-lepus-28-hari"
NEW_PASSWORD = "jumputan-baru-7"


@pytest.fixture
def buyer():
    user = User.objects.create_user("ani@example.com", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def post(client, django_capture_on_commit_callbacks, run_tasks):
    """Post a form, and let the worker send the mails that this queued."""

    def act(page, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(page, fields)
        run_tasks()
        return response

    return act


def link_in(mail):
    return re.search(r"/akun/\S+", mail.body).group()


@pytest.mark.parametrize("email", ["ani@example.com", "ANI@Example.com"])
def test_a_buyer_logs_in_by_e_mail_whatever_its_case(client, buyer, email):
    response = client.post(reverse("account_login"), {"login": email, "password": PASSWORD})

    assert (response.status_code, response.url) == (302, "/akun/")
    assert client.get("/akun/").status_code == 200


def test_after_logging_in_one_is_back_where_one_was(client, buyer):
    page = client.get("/akun/alamat/").url

    assert client.post(page, {"login": buyer.email, "password": PASSWORD}).url == "/akun/alamat/"


def test_nobody_is_led_to_another_site_after_logging_in(client, buyer):
    answer = client.post(
        "/akun/masuk/?next=https://evil.example/", {"login": buyer.email, "password": PASSWORD}
    )

    assert answer.url == "/akun/"


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

    assert answers == [{"__all__": ["E-mail atau kata sandi tidak cocok."]}] * 2


def test_the_account_page_asks_strangers_to_log_in(client):
    assert client.get("/akun/").url == "/akun/masuk/?next=/akun/"


def test_an_account_needs_an_address_and_a_good_password(client):
    def errors(**typed):
        return client.post(reverse("account_signup"), typed).context["form"].errors

    assert errors() == {"email": ["Isi alamat e-mail."], "password1": ["Isi kata sandi."]}
    assert list(errors(email="ani@", password1=PASSWORD)) == ["email"]
    assert list(errors(email="ani@example.com", password1="12345678")) == ["password1"]
    assert not User.objects.exists()


def test_whoever_signs_up_is_logged_in_and_asked_to_prove_the_address(client, post, mailoutbox):
    assert post(reverse("account_signup"), email="Ani@Example.com", password1=PASSWORD).url == "/akun/"

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["ani@example.com"], "Konfirmasi alamat e-mail Anda")
    ]
    assert "ani@example.com" in client.get(link_in(mailoutbox[0])).content.decode()
    post(link_in(mailoutbox[0]))
    assert EmailAddress.objects.get().verified


def test_an_address_has_one_account(client, buyer):
    page = client.post(reverse("account_signup"), {"email": "ANI@example.com", "password1": PASSWORD})

    assert list(page.context["form"].errors) == ["email"]
    assert User.objects.count() == 1


def test_a_forgotten_password_is_replaced_by_the_link_in_the_mail(client, buyer, post, mailoutbox):
    post(reverse("account_reset_password"), email="ani@example.com")
    form_page = client.get(link_in(mailoutbox[0]), follow=True).request["PATH_INFO"]
    post(form_page, password1=NEW_PASSWORD, password2=NEW_PASSWORD)

    assert client.login(email="ani@example.com", password=NEW_PASSWORD)
    assert [mail.subject for mail in mailoutbox] == ["Buat kata sandi baru", "Kata sandi Anda diganti"]


def test_a_link_for_a_new_password_works_once(client, buyer, post, mailoutbox):
    post(reverse("account_reset_password"), email="ani@example.com")
    form_page = client.get(link_in(mailoutbox[0]), follow=True).request["PATH_INFO"]
    post(form_page, password1=NEW_PASSWORD, password2=NEW_PASSWORD)

    assert client.get(link_in(mailoutbox[0]), follow=True).context["token_fail"]


def test_an_address_without_an_account_gets_no_mail_and_the_page_reads_the_same(
    client, buyer, post, mailoutbox
):
    answers = {
        post(reverse("account_reset_password"), email=email).url
        for email in ("ani@example.com", "orang-lain@example.com")
    }

    assert answers == {reverse("account_reset_password_done")}
    assert [mail.to for mail in mailoutbox] == [["ani@example.com"]]


def test_a_changed_password_is_told_by_mail_and_ends_other_visits(client, buyer, post, mailoutbox):
    elsewhere = type(client)()
    for visit in (client, elsewhere):
        visit.force_login(buyer)

    post("/akun/kata-sandi/", oldpassword=PASSWORD, password1=NEW_PASSWORD, password2=NEW_PASSWORD)

    assert [mail.subject for mail in mailoutbox] == ["Kata sandi Anda diganti"]
    assert (client.get("/akun/").status_code, elsewhere.get("/akun/").status_code) == (200, 302)


def test_another_address_takes_the_place_of_the_old_one_once_it_is_proved(client, buyer, post, mailoutbox):
    client.force_login(buyer)
    page = reverse("account_email")
    asked = post(page, email="baru@example.com", action_add="1")
    assert asked.url.startswith("/akun/konfirmasi-ulang/")
    post(asked.url, password=PASSWORD)
    buyer.refresh_from_db()
    assert buyer.email == "ani@example.com"

    post(link_in(mailoutbox[0]))

    buyer.refresh_from_db()
    assert (mailoutbox[0].to, buyer.email) == (["baru@example.com"], "baru@example.com")
    assert [str(address) for address in EmailAddress.objects.all()] == ["baru@example.com"]
    assert (mailoutbox[1].to, mailoutbox[1].subject) == (
        ["ani@example.com"],
        "Alamat e-mail akun Anda diganti",
    )


def test_a_mail_server_that_refuses_is_asked_again_later(post, smtp, run_tasks):
    smtp.refuse = "451 later"
    assert post(reverse("account_signup"), email="ani@example.com", password1=PASSWORD).url == "/akun/"
    assert [mail.to for mail in smtp.messages] == []

    smtp.refuse = ""
    # Two minutes have passed.
    assert DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now()) == 1
    run_tasks()

    assert [mail["Subject"] for mail in smtp.to("ani@example.com")] == ["Konfirmasi alamat e-mail Anda"]


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
)
def test_pages_for_strangers_open(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["account_logout", "account_change_password", "account_email", "profile"])
def test_pages_of_a_buyer_open(client, buyer, name):
    client.force_login(buyer)

    assert client.get(reverse(name), follow=True).status_code == 200
