"""A login that ends while somebody writes costs them nothing."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.urls import reverse

from catalog.models import Product
from sicantik import unsent
from tests.admin.sending import as_sent
from tests.factories.upts import PASSWORD, UptFactory, petugas_of
from tests.upt_accounts.pictures.samples import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
ADD, WAITING = "/admin/catalogue/product/add/", "/admin/belum-tersimpan/"
LOGIN = reverse("account_login")


@pytest.fixture
def petugas(client):
    petugas = petugas_of(UptFactory())
    client.force_login(petugas)
    return petugas


@pytest.fixture
def late(client, petugas):
    """The answer to a product that was sent after the login had ended."""
    sent = as_sent(client.get(ADD), title="Tas rotan", weight_grams="600", description="Dua\r\nbaris.")
    Session.objects.all().delete()
    return client.post(ADD, sent | {"images-0-original": picture()})


def log_in(client, petugas):
    entry = client.get("/admin/login/").url
    return client.post(entry, {"login": petugas.email, "password": PASSWORD})


def send_again(client):
    waiting = client.get(WAITING).context["unsent"]
    return client.post(waiting["address"], dict(waiting["fields"]))


def test_a_product_sent_after_the_login_ended_waits_for_its_writer(client, petugas, late):
    assert late.url == f"/admin/login/?next={ADD}"
    assert log_in(client, petugas).url == WAITING
    page = client.get(WAITING)

    assert 'name="title" value="Tas rotan"' in page.text
    assert "Foto perlu dipilih lagi." in page.text
    assert not Product.objects.exists()


def test_sent_once_more_it_is_saved_and_no_longer_waits(client, petugas, late):
    log_in(client, petugas)

    send_again(client)

    product = Product.objects.get()
    assert (product.title, product.description, product.weight_grams) == ("Tas rotan", "Dua\r\nbaris.", 600)
    assert client.get(WAITING).url == "/admin/"


def test_the_login_says_that_nothing_is_lost(client, late):
    assert [str(message) for message in get_messages(late.wsgi_request)] == [
        "Anda perlu masuk lagi sebelum ini dapat disimpan. Yang Anda tulis masih ada."
    ]


def test_who_does_not_want_it_any_more_goes_on_with_the_day(client, petugas, late):
    log_in(client, petugas)

    assert client.post(WAITING).url == "/admin/"
    assert client.get(WAITING).url == "/admin/"


def test_a_stranger_cannot_fill_the_database_this_way(client):
    client.post(ADD, {"title": "x" * (unsent.MOST + 1)})
    client.post(reverse("admin:logout"))

    assert unsent.KEY not in client.session


def test_passwords_are_not_kept(client):
    client.post(ADD, {"title": "Tas", "password": "rahasia", "csrfmiddlewaretoken": "x"})

    assert client.session[unsent.KEY]["fields"] == [["title", "Tas"]]
