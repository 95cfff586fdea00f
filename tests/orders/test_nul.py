"""A NUL, which PostgreSQL cannot take, gets a refusal wherever it is written: never a fault of ours.

The test client raises what the shop does not catch.
"""

import pytest
from django.urls import reverse

from orders.addresses.book import keep
from tests.factories.products import ProductFactory
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import PASSWORD, DistrictFactory, UserFactory
from tests.orders.addresses.test_forms import DRAFT, TYPED
from tests.orders.checkout.walking import ADDRESS, BASKET, REVIEW, SHIPPING, answers, go_to_review, ways

pytestmark = pytest.mark.django_db
NUL = "a\x00b"
REFUSALS = {200, 302, 400, 403, 404}


@pytest.fixture
def district():
    return DistrictFactory()


@pytest.fixture
def songket(district):
    product = ProductFactory(stock=5)
    TariffFactory(origin=product.upt.regency.province, destination=district.regency.province)
    return product


@pytest.fixture
def ani(client, district):
    user = UserFactory(email="ani@example.com")
    client.force_login(user)
    return user


def refuses_each(client, page, fields):
    """Post the form once for every field, with a NUL in that one."""
    for name in fields:
        answer = client.post(page, {**fields, name: NUL})
        assert answer.status_code in REFUSALS - {302}, name
        assert answer.status_code != 200 or _names_an_error(answer), name


def _names_an_error(answer):
    context = answer.context
    forms = [
        context.get("form"),
        context.get("contact_form"),
        context.get("choice_form"),
        context.get("address_form"),
    ]
    return any(form.errors for form in [*forms, *(context.get("forms") or [])] if form) or context.get(
        "changed"
    )


def test_in_every_field_of_the_address(client, district, songket):
    go_to_review(client, district, [songket])

    refuses_each(client, ADDRESS, answers(district))


def test_in_the_lists_of_places_that_a_round_trip_narrows(client, district, songket):
    go_to_review(client, district, [songket])

    for name in answers(district):
        assert (
            client.post(ADDRESS, {**answers(district), "district": "", name: NUL, "refresh": "1"}).status_code
            == 200
        )


def test_in_every_field_of_the_shipping(client, district, songket):
    go_to_review(client, district, [songket])
    page = client.get(SHIPPING)
    key = page.context["forms"][0].parcel.key

    refuses_each(client, SHIPPING, ways(page) | {f"pesan-{key}": "rapi"})
    refuses_each(client, REVIEW, {"fingerprint": "x"})


def test_in_the_choice_of_a_kept_address(client, ani, district, songket):
    keep(ani, DRAFT)
    go_to_review(client, district, [songket], alamat="baru")

    refuses_each(client, ADDRESS, {"alamat": "baru", **answers(district)})


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("account_login", {"login": "ani@example.com", "password": PASSWORD}),
        ("account_signup", {"email": "budi@example.com", "password1": PASSWORD}),
        ("account_reset_password", {"email": "ani@example.com"}),
    ],
)
def test_in_the_forms_of_strangers(client, name, fields):
    refuses_each(client, reverse(name), fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("addresses:add", TYPED),
        ("profile", {"name": "Ani", "phone": "0812 3456 7890"}),
        ("account_reauthenticate", {"password": PASSWORD}),
        (
            "account_change_password",
            {"oldpassword": PASSWORD, "password1": "jumputan-7", "password2": "jumputan-7"},
        ),
    ],
)
def test_in_the_forms_of_a_buyer(client, ani, name, fields):
    refuses_each(client, reverse(name), fields)


@pytest.mark.parametrize("action", ["action_add", "action_send", "action_remove", "action_primary"])
def test_in_the_e_mail_address_of_an_account(client, ani, action):
    assert client.post(reverse("account_email"), {"email": NUL, action: "1"}).status_code in REFUSALS


@pytest.mark.parametrize(
    "page",
    [
        "/akun/?hal=%00",
        "/akun/masuk/?next=%00",
        "/akun/masuk/?next=/akun/%00",
        "/akun/daftar/?email=%00",
        "/akun/konfirmasi-ulang/?next=%00",
        "/akun/kata-sandi/lupa/1-%00/",
        "/akun/kata-sandi/lupa/%00-x/",
        "/akun/e-mail/konfirmasi/%00/",
        "/akun/alamat/%00/",
        "/keranjang/?%00=%00",
        "/checkout/?%00=%00",
        "/checkout/tinjau/%00",
        "/ongkir/1/?provinsi=%00&kabupaten=%00",
        "/ongkir/%00/",
    ],
)
def test_in_an_address(client, page):
    assert client.get(page).status_code in REFUSALS


@pytest.mark.parametrize(
    "name", ["sessionid", "csrftoken", "messages", "oscar_open_basket", "keranjang_jumlah", "django_language"]
)
def test_in_a_cookie(client, songket, name):
    """Cookies in quotes may hold any sign, written in octal."""
    cookie = f'{name}="\\000abcdefgh:\\000"'
    for page in (BASKET, "/akun/", ADDRESS):
        assert client.get(page, headers={"Cookie": cookie}).status_code in REFUSALS
        assert client.post(page, {}, headers={"Cookie": cookie}).status_code in REFUSALS | {405}
