from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from orders.addresses.book import keep, make_usual
from orders.addresses.models import UserAddress
from tests.factories.upts import DistrictFactory, UserFactory
from tests.orders.addresses.test_forms import DRAFT, TYPED

pytestmark = pytest.mark.django_db
BOOK, NEW = reverse("addresses:book"), reverse("addresses:add")
ELSEWHERE = {**DRAFT, "line1": "Jl. Sudirman 1"}


@pytest.fixture(autouse=True)
def district(db):
    return DistrictFactory()


@pytest.fixture
def ani(client):
    user = UserFactory(first_name="Ani Pembeli", phone="+6281234567890")
    client.force_login(user)
    return user


def page_of(name, address):
    return reverse(f"addresses:{name}", args=[address.pk])


def streets(user):
    return list(user.addresses.order_by("pk").values_list("line1", "is_default_for_shipping"))


def test_the_same_address_twice_is_one_entry_brought_up_to_date(ani):
    first = keep(ani, DRAFT)

    again = keep(ani, {**DRAFT, "landmark": "Pagar hijau", "phone": "+6281100002222"})

    assert again.pk == first.pk
    kept = ani.addresses.get()
    assert (kept.landmark, str(kept.phone_number)) == ("Pagar hijau", "+6281100002222")


def test_another_street_or_another_buyer_is_another_entry(ani):
    assert len({keep(ani, DRAFT).pk, keep(ani, ELSEWHERE).pk, keep(UserFactory(), DRAFT).pk}) == 3


def test_an_address_is_added_with_what_is_known_of_its_owner_filled_in(client, ani):
    form = client.get(NEW).context["form"]
    assert (form["recipient"].value(), form["phone"].value()) == ("Ani Pembeli", "0812-3456-7890")

    assert client.post(NEW, TYPED).url == BOOK

    assert streets(ani) == [("Jl. Merdeka No. 12, RT 3 RW 1", True)]


def test_an_address_is_changed(client, ani):
    address = keep(ani, DRAFT)
    assert client.get(page_of("change", address)).context["form"]["landmark"].value() == "Seberang masjid"

    client.post(page_of("change", address), {**TYPED, "line1": "Jl. Baru 7"})

    assert streets(ani) == [("Jl. Baru 7", True)]


def test_an_address_cannot_become_the_same_as_another_one(client, ani):
    keep(ani, DRAFT)
    other = keep(ani, ELSEWHERE)

    page = client.post(page_of("change", other), TYPED)

    assert page.context["form"].errors == {"line1": ["Alamat ini sudah ada di buku alamat Anda."]}
    assert streets(ani) == [("Jl. Merdeka No. 12, RT 3 RW 1", True), ("Jl. Sudirman 1", False)]


def test_without_scripts_the_next_list_comes_by_a_round_trip(client, ani):
    page = client.post(NEW, {"recipient": "Ani", "province": "16", "refresh": "1"})

    assert page.context["form"].errors == {}
    assert ("16.71", "Kota Palembang") in page.context["form"].fields["regency"].choices


def test_an_address_is_removed_after_asking(client, ani):
    address = keep(ani, DRAFT)

    assert "Jl. Merdeka No. 12" in client.get(page_of("remove", address)).content.decode()
    assert streets(ani) != []
    client.post(page_of("remove", address))

    assert streets(ani) == []


def test_one_address_is_the_usual_one_and_stands_first(client, ani):
    keep(ani, DRAFT)
    other = keep(ani, ELSEWHERE)

    client.post(page_of("make-usual", other))

    assert streets(ani) == [("Jl. Merdeka No. 12, RT 3 RW 1", False), ("Jl. Sudirman 1", True)]
    assert client.get(BOOK).context["entries"][0][0] == other


def test_the_database_knows_one_usual_address_only(ani):
    keep(ani, DRAFT)
    other = keep(ani, ELSEWHERE)

    with pytest.raises(IntegrityError), transaction.atomic():
        UserAddress.objects.filter(pk=other.pk).update(is_default_for_shipping=True)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_leave_one_usual_address():
    user = UserFactory()
    both = [keep(user, DRAFT), keep(user, ELSEWHERE)]
    barrier = Barrier(2)

    def click(address):
        try:
            barrier.wait()
            make_usual(address)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(click, both))

    assert user.addresses.filter(is_default_for_shipping=True).count() == 1


@pytest.mark.parametrize("name", ["change", "remove", "make-usual"])
def test_a_strangers_address_is_not_found(client, ani, name):
    foreign = keep(UserFactory(), DRAFT)

    assert client.post(page_of(name, foreign), {**TYPED, "line1": "Jl. Curang 1"}).status_code == 404
    assert streets(foreign.user) == [("Jl. Merdeka No. 12, RT 3 RW 1", True)]


@pytest.mark.parametrize("page", [BOOK, NEW, f"{BOOK}1/", f"{BOOK}1/hapus/"])
def test_who_is_not_logged_in_is_asked_to(client, page):
    assert client.get(page).url == f"/akun/masuk/?next={page}"


@pytest.mark.parametrize("entries", [1, 8])
def test_the_book_takes_four_questions_however_long_it_is(client, ani, entries, django_assert_num_queries):
    for number in range(entries):
        keep(ani, {**DRAFT, "line1": f"Jl. Merdeka {number}"})

    with django_assert_num_queries(4):
        client.get(BOOK)
