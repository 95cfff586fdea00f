"""Pages for what goes wrong: each says what to do next, and none makes it worse."""

import pytest
import requests
from django.test import Client

from sicantik.errors import csrf_failure

NO_DATABASE = "postgresql://toko@127.0.0.1:1/toko"


def test_a_page_that_is_not_there_leads_back_into_the_shop(client, db):
    answer = client.get("/tidak/ada/")

    assert answer.status_code == 404
    assert "Halaman ini tidak ada di sini" in answer.text
    assert 'href="/katalog/"' in answer.text


def test_a_fault_of_ours_is_told_without_asking_the_database(client, monkeypatch):
    monkeypatch.setattr("catalog.views.home_page.story", lambda: 1 / 0)
    client.raise_request_exception = False

    answer = client.get("/")

    assert answer.status_code == 500
    assert "Ada yang rusak di tempat kami" in answer.text


@pytest.mark.parametrize("address", ["/", "/tidak/ada/", "/keranjang/"])
def test_a_shop_without_its_database_says_when_to_come_again(start_shop, address):
    shop = start_shop(DATABASE_URL=NO_DATABASE, WEB_WORKERS=1)

    answer = requests.get(f"{shop}{address}", timeout=10)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Toko sedang tidak dapat melayani" in answer.text


def test_a_form_that_was_open_too_long_says_that_nothing_is_lost(rf, db):
    answer = csrf_failure(rf.post("/checkout/"))

    assert answer.status_code == 403
    assert "Isi keranjang Anda tetap ada" in answer.content.decode()


def test_a_form_that_is_out_of_date_can_be_sent_once_more(rf, db):
    sent = {"title": "Tas", "warna": ["merah", "biru"], "password": "rahasia", "csrfmiddlewaretoken": "lama"}

    page = csrf_failure(rf.post("/admin/", sent, headers={"Sec-Fetch-Site": "same-origin"})).content.decode()

    for name, value in [("title", "Tas"), ("warna", "merah"), ("warna", "biru")]:
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert "rahasia" not in page
    assert page.count("csrfmiddlewaretoken") == 1


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_a_form_of_a_stranger_cannot_be_sent_once_more(rf, db, headers):
    page = csrf_failure(rf.post("/admin/", {"title": "Tas"}, headers=headers)).content.decode()

    assert 'value="Tas"' not in page


def test_a_request_for_another_host_is_refused_in_words(db):
    answer = Client(headers={"Host": "lain.example"}).get("/")

    assert answer.status_code == 400
    assert "Permintaan ini tidak dapat kami baca" in answer.text
