"""An order whose link is in the wrong hands gets another one, at the desk of who answers buyers."""

import pytest

from orders import mails
from orders.models import Order, OrderMail
from tests.admin.pages import words
from tests.factories.orders import UptOrderFactory, add_line
from tests.factories.upts import UserFactory, national
from upt_accounts.models import Role
from upt_accounts.states.machine import history

BUYER = "ani@example.com"


@pytest.fixture
def order(db):
    part = UptOrderFactory()
    add_line(part)
    return part.order


@pytest.fixture
def pengelola(client, db):
    pengelola = national(Role.PENGELOLA)
    client.force_login(pengelola)
    return pengelola


@pytest.fixture
def press(client, django_capture_on_commit_callbacks):
    """The button of the order's page, as that page has it; gives the page that follows."""

    def act(order, edition=None):
        page = f"/admin/order/order/{order.pk}/"
        edition = client.get(f"{page}change/").context["edition"] if edition is None else edition
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{page}tautan/", {"edition": edition}, follow=True)

    return act


def test_the_old_link_ends_and_the_buyer_is_mailed_the_new_one(
    client, order, pengelola, press, smtp, run_tasks
):
    old = order.get_absolute_url()
    press(order)
    run_tasks()

    order.refresh_from_db()
    new = order.get_absolute_url()
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    [message] = smtp.to(BUYER)
    text = message.get_body(("plain",)).get_content()
    assert message["Subject"] == f"Tautan baru untuk pesanan {order.number}"
    assert new in text
    assert old not in text


def test_the_order_keeps_who_replaced_its_link_and_neither_token(order, pengelola, press):
    old = order.token
    page = words(press(order))

    order.refresh_from_db()
    assert f"Tautan pesanan diganti · {pengelola.get_full_name()}" in page
    assert f"Yang baru sedang dikirim ke {BUYER}." in page
    kept = str(list(history(order).values_list("old", "new", "reason"))) + page
    assert old not in kept
    assert order.token not in kept


def test_a_button_pressed_twice_replaces_the_link_once(order, pengelola, press, smtp, run_tasks):
    press(order, edition="0")
    order.refresh_from_db()
    page = words(press(order, edition="0"))
    run_tasks()

    assert "Tautan ini sudah diganti sebelumnya." in page
    assert Order.objects.get().token == order.token
    assert len(smtp.to(BUYER)) == 1


def test_a_link_that_is_lost_again_is_replaced_and_mailed_again(order, pengelola, press, smtp, run_tasks):
    for _time in range(2):
        press(order)
        run_tasks()

    order.refresh_from_db()
    first, second = (message.get_body(("plain",)).get_content() for message in smtp.to(BUYER))
    assert order.token not in first
    assert order.token in second


def test_a_mail_that_still_waits_carries_the_new_link(order, pengelola, press, smtp, run_tasks):
    waiting = OrderMail.objects.create(order=order, event=mails.Event.LINK, recipient=BUYER)
    press(order)
    mails.send.enqueue(waiting.pk)
    run_tasks()

    order.refresh_from_db()
    assert len(smtp.to(BUYER)) == 2
    assert all(order.token in message.get_body(("plain",)).get_content() for message in smtp.to(BUYER))


def test_the_owner_finds_the_order_in_the_account_all_the_same(client, order, pengelola, press):
    ani = UserFactory(email=BUYER)
    Order.objects.update(user=ani)
    press(order)

    client.force_login(ani)
    [shown] = client.get("/akun/").context["page"]
    assert client.get(shown.get_absolute_url()).status_code == 200


def test_who_only_reads_orders_is_offered_no_new_link(client, order):
    client.force_login(national(Role.AUDITOR))

    assert "Ganti tautan" not in words(client.get(f"/admin/order/order/{order.pk}/change/"))


def test_looking_at_the_address_of_the_button_changes_nothing(client, order, pengelola):
    assert client.get(f"/admin/order/order/{order.pk}/tautan/").status_code == 405
    assert Order.objects.get().token == order.token
