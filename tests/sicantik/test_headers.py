"""What every answer tells browsers and caches."""

import re
import secrets

import pytest
import requests
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from sicantik.middleware import CachingMiddleware
from tests.factories.products import CategoryFactory, ProductFactory
from upt_accounts.onlookers import for_onlookers

SHARED = "public, max-age=0, s-maxage=60"
PRIVATE = "private, no-cache"
PUBLIC_SHOP = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "SITE_URL": "https://toko.example",
    "ALLOWED_HOSTS": "toko.example",
    "BEHIND_TLS_PROXY": "1",
    "MIDTRANS_SERVER_KEY": "Mid-server-contoh",
    "MIDTRANS_CLIENT_KEY": "Mid-client-contoh",
    "MIDTRANS_IS_PRODUCTION": "1",
}


@pytest.fixture
def addresses(db):
    """Pages for who only looks."""
    product = ProductFactory(category=CategoryFactory(slug="wastra"))
    return [
        "/",
        "/katalog/",
        "/katalog/wastra/",
        product.get_absolute_url(),
        "/upt/",
        product.upt.get_absolute_url(),
        "/unggulan/",
        "/cari/?q=tas",
    ]


def test_pages_for_onlookers_may_be_shared_for_a_minute_and_set_no_cookie(client, addresses):
    answers = [client.get(address) for address in addresses]

    assert {answer.headers["Cache-Control"] for answer in answers} == {SHARED}
    assert {answer.headers["Vary"] for answer in answers} == {"Cookie, Accept-Encoding"}
    assert not any(answer.cookies for answer in answers)
    assert not any("csrfmiddlewaretoken" in answer.text for answer in answers)


def test_pages_fetch_nothing_from_other_hosts(client, addresses, settings):
    fetched = re.compile(r'(?:\ssrc|srcset|<link[^>]*\shref)="((?:https?:)?//[^"]*)"')
    found = {url for address in addresses for url in fetched.findall(client.get(address).text)}

    assert {url for url in found if not url.startswith(settings.SITE_URL)} == set()


@pytest.mark.parametrize("address", ["/keranjang/", "/akun/masuk/", "/tidak/ada/", "/healthz"])
def test_all_other_answers_are_for_one_visitor(client, db, address):
    kept = client.get(address).headers["Cache-Control"]

    assert "private" in kept
    assert "public" not in kept


def test_a_page_that_looks_into_the_session_is_not_shared_after_all(client, db):
    answer = _answer(lambda request: request.session.get("pembeli"))

    assert answer.headers["Cache-Control"] == PRIVATE


def test_a_page_that_looks_nowhere_is_shared(client, db):
    assert _answer(lambda request: None).headers["Cache-Control"] == SHARED


def _answer(look):
    @for_onlookers
    def view(request):
        look(request)
        return HttpResponse()

    return CachingMiddleware(SessionMiddleware(view))(RequestFactory().get("/"))


@pytest.mark.parametrize("address", ["/", "/keranjang/", "/akun/masuk/", "/tidak/ada/", "/admin/login/"])
def test_no_page_lets_scripts_or_styles_in_but_our_own(client, db, address):
    policy = _policy(client.get(address))

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]


def _policy(answer):
    directives = answer.headers["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in (directive.split() for directive in directives)}


def test_browsers_guess_no_types_embed_nothing_and_tell_little(client, db):
    headers = client.get("/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_pages_travel_compressed(client, db):
    answer = client.get("/", headers={"Accept-Encoding": "gzip, br"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Cookie, Accept-Encoding"


def test_a_public_shop_insists_on_tls_and_on_cookies_that_need_it(start_shop):
    shop = start_shop(**PUBLIC_SHOP)
    host = {"Host": "toko.example"}
    plain = requests.get(f"{shop}/akun/masuk/", headers=host, allow_redirects=False, timeout=10)
    secure = requests.get(
        f"{shop}/akun/masuk/",
        headers=host | {"X-Forwarded-Proto": "https"},
        allow_redirects=False,
        timeout=10,
    )

    assert (plain.status_code, plain.headers["Location"]) == (301, "https://toko.example/akun/masuk/")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert [(cookie.name, cookie.secure) for cookie in secure.cookies] == [("csrftoken", True)]
