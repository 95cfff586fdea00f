import pytest

from orders.addresses.book import keep
from orders.models import Order
from tests.factories.upts import UserFactory
from tests.orders.addresses.test_forms import DRAFT
from tests.orders.checkout.walking import ADDRESS, REVIEW, SHIPPING, answers, go_to_review, pay, put, ways

pytestmark = pytest.mark.django_db
CONTACT = {"kontak-name": "Ani", "kontak-email": "ani@example.com", "kontak-phone": "081234567890"}


@pytest.fixture
def ani(client, district):
    user = UserFactory(email="ani@example.com", first_name="Ani Pembeli", phone="+6281234567890")
    client.force_login(user)
    return user


def order_to(client, products, **address):
    put(client, products[0])
    client.post(ADDRESS, CONTACT | address)
    client.post(SHIPPING, ways(client.get(SHIPPING)))
    pay(client, client.get(REVIEW))
    return Order.objects.get()


def test_a_buyer_with_an_account_need_not_type_anything_again(client, ani, products):
    usual = keep(ani, DRAFT)
    put(client, products[0])
    page = client.get(ADDRESS).context

    assert [page["contact_form"][name].value() for name in ("name", "email", "phone")] == [
        "Ani Pembeli",
        "ani@example.com",
        "0812-3456-7890",
    ]
    assert page["choice_form"].picked == usual
    order = order_to(client, products, alamat=str(usual.pk))
    assert (order.user, order.shipping_address.line1) == (ani, "Jl. Merdeka No. 12, RT 3 RW 1")


def test_a_new_address_is_kept_if_wanted_only(client, ani, district, products):
    put(client, products[0])
    client.post(ADDRESS, answers(district, alamat="baru"))
    assert not ani.addresses.exists()

    client.post(ADDRESS, answers(district, alamat="baru", simpan="on"))

    assert ani.addresses.get().line1 == "Jalan Merdeka 12"
    assert client.get(ADDRESS).context["choice_form"].picked == ani.addresses.get()


def test_somebody_elses_address_cannot_be_picked(client, ani, products):
    foreign = keep(UserFactory(), DRAFT)
    put(client, products[0])

    page = client.post(ADDRESS, CONTACT | {"alamat": str(foreign.pk)})

    assert list(page.context["choice_form"].errors) == ["alamat"]
    assert "Jl. Merdeka" not in page.content.decode()


def test_an_address_removed_meanwhile_is_asked_for_again(client, ani, products):
    kept = keep(ani, DRAFT)
    put(client, products[0])
    client.get(ADDRESS)
    kept.delete()

    page = client.post(ADDRESS, CONTACT | {"alamat": str(kept.pk)})

    assert page.context["choice_form"].errors == {"alamat": ["Alamat ini tidak ada lagi. Pilih lagi."]}


def test_an_order_keeps_its_address_whatever_becomes_of_the_book(client, ani, products):
    kept = keep(ani, DRAFT)
    order = order_to(client, products, alamat=str(kept.pk))

    kept.delete()

    order.refresh_from_db()
    assert order.shipping_address.line1 == "Jl. Merdeka No. 12, RT 3 RW 1"


def test_what_the_profile_lacks_is_learned_from_the_first_order(client, ani, district, products):
    type(ani).objects.update(first_name="", phone="")
    put(client, products[0])

    client.post(ADDRESS, answers(district, alamat="baru"))

    ani.refresh_from_db()
    assert (ani.get_full_name(), str(ani.phone)) == ("Ani Pembeli", "+6281234567890")


def test_ordering_for_somebody_else_leaves_the_profile_alone(client, ani, district, products):
    put(client, products[0])

    client.post(ADDRESS, answers(district, alamat="baru", **{"kontak-name": "Budi"}))

    ani.refresh_from_db()
    assert ani.get_full_name() == "Ani Pembeli"


def test_a_guest_may_use_an_address_that_has_an_account(client, district, products):
    UserFactory(email="ani@example.com")

    pay(client, go_to_review(client, district, products))

    assert (Order.objects.get().user, Order.objects.get().guest_email) == (None, "ani@example.com")
