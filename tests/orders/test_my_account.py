import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from tests.factories.orders import OrderFactory, UptOrderFactory
from tests.factories.upts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ani(client):
    user = UserFactory(email="ani@example.com")
    client.force_login(user)
    return user


@pytest.fixture
def sign_up(django_capture_on_commit_callbacks, run_tasks):
    """Sign up, and let the worker send what that queued."""

    def act(client, email):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD})
        run_tasks()

    return act


def shown(client, query=""):
    return [order.number for order in client.get(f"/akun/{query}").context["page"]]


def test_a_buyer_sees_their_own_orders_newest_first_with_links_to_their_pages(client, ani):
    older, newer = OrderFactory(user=ani), OrderFactory(user=ani)
    OrderFactory(user=UserFactory())
    OrderFactory()

    assert shown(client) == [newer.number, older.number]
    assert newer.get_absolute_url() in client.get("/akun/").content.decode()


def test_older_orders_stand_on_further_pages(client, ani):
    orders = [OrderFactory(user=ani) for _each in range(21)]

    assert shown(client, "?hal=2") == [orders[0].number]
    assert shown(client, "?hal=\x00") == shown(client, "?hal=abc") == shown(client)


@pytest.mark.parametrize("orders", [1, 8])
def test_the_page_takes_eight_questions_however_many_orders_there_are(
    client, ani, orders, django_assert_num_queries
):
    for _each in range(orders):
        order = OrderFactory(user=ani)
        UptOrderFactory(order=order)
        UptOrderFactory(order=order)

    with django_assert_num_queries(8):
        client.get("/akun/")


def test_name_and_telephone_are_kept_for_the_next_order(client, ani):
    assert client.post("/akun/profil/", {"name": "Ani  Pembeli", "phone": "0812 3456 7890"}).url == "/akun/"

    ani.refresh_from_db()
    assert (ani.get_full_name(), str(ani.phone)) == ("Ani Pembeli", "+6281234567890")


def test_a_wrong_telephone_is_named_and_nothing_is_kept(client, ani):
    page = client.post("/akun/profil/", {"name": "Budi", "phone": "12"})

    assert list(page.context["form"].errors) == ["phone"]
    ani.refresh_from_db()
    assert ani.get_full_name() == "Ani"


# --- Orders placed without an account ---------------------------------------------------------------------------------
def open_link(client, mail):
    """As its owner does: the page that the link opens asks once more."""
    page = re.search(r"/akun/e-mail/konfirmasi/\S+", mail.body).group()
    client.post(page)


def test_an_account_adopts_a_guests_orders_once_its_address_is_proved(client, mailoutbox, sign_up):
    guests = OrderFactory(guest_email="Ani@Example.com")
    others = OrderFactory(guest_email="budi@example.com")
    owned = OrderFactory(guest_email="ani@example.com", user=UserFactory())

    sign_up(client, "ani@example.com")
    assert shown(client) == []
    open_link(client, mailoutbox[0])

    assert shown(client) == [guests.number]
    others.refresh_from_db()
    owned.refresh_from_db()
    assert (others.user, owned.user.email != "ani@example.com") == (None, True)


def test_who_only_claims_an_address_adopts_nothing(client, sign_up):
    order = OrderFactory(guest_email="ani@example.com")

    sign_up(client, "ani@example.com")
    client.logout()
    client.post(reverse("account_login"), {"login": "ani@example.com", "password": PASSWORD})

    assert shown(client) == []
    order.refresh_from_db()
    assert order.user is None


def test_what_was_ordered_without_logging_in_is_there_after_the_next_login(client):
    ani = UserFactory(email="ani@example.com")
    EmailAddress.objects.create(user=ani, email=ani.email, verified=True, primary=True)
    order = OrderFactory(guest_email="ani@example.com")

    client.post(reverse("account_login"), {"login": ani.email, "password": PASSWORD})

    assert shown(client) == [order.number]


def test_adopting_takes_one_statement(django_assert_num_queries):
    from orders.adoption import adopt_orders

    ani = UserFactory(email="ani@example.com")
    EmailAddress.objects.create(user=ani, email=ani.email, verified=True, primary=True)
    for _each in range(3):
        OrderFactory(guest_email="ani@example.com")

    with django_assert_num_queries(1):
        assert adopt_orders(ani) == 3
