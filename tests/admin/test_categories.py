"""The tree of categories in the hands of the pengelola."""

import pytest

from catalog.models import Category
from tests.admin.pages import errors, rows, words
from tests.factories.products import CategoryFactory, ProductFactory
from tests.factories.upts import UptFactory, kepala_of, national
from upt_accounts.models import Role

pytestmark = pytest.mark.django_db
LIST = "/admin/catalogue/category/"


@pytest.fixture
def pengelola(client):
    pengelola = national(Role.PENGELOLA)
    client.force_login(pengelola)
    return pengelola


@pytest.fixture
def wastra(db):
    return CategoryFactory(name="Wastra", slug="wastra")


def typed(**changes):
    return {"parent": "", "name": "Tenun Ikat", "name_en": "Ikat", "slug": "", "is_public": "on", **changes}


def test_a_new_category_stands_below_its_parent_and_has_its_address(client, pengelola, wastra):
    client.post(f"{LIST}add/", typed(parent=wastra.pk))

    category = Category.objects.get(name="Tenun Ikat")
    assert (category.depth, category.path_slug) == (2, "wastra/tenun-ikat")
    assert client.get("/katalog/wastra/tenun-ikat/").status_code == 200
    assert "— Tenun Ikat Ikat /katalog/wastra/tenun-ikat/" in words(client.get(LIST))


def test_an_address_stays_when_the_name_changes(client, pengelola, wastra):
    client.post(f"{LIST}{wastra.pk}/change/", typed(name="Kain Nusantara", slug="lain", parent=wastra.pk))

    wastra.refresh_from_db()
    assert (wastra.name, wastra.slug, wastra.path_slug) == ("Kain Nusantara", "wastra", "wastra")


def test_a_hidden_category_leaves_the_shop(client, pengelola, wastra):
    client.post(f"{LIST}{wastra.pk}/change/", {"name": "Wastra", "name_en": ""})

    assert client.get("/katalog/wastra/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": ""}, {"name": ["Bidang ini tidak boleh kosong."]}),
        ({"slug": "wastra"}, {"slug": ["Alamat ini sudah dipakai."]}),
        (
            {"slug": "dengan spasi"},
            {
                "slug": [
                    "Masukkan “slug” valid yang terdiri dari huruf, angka, garis bawah, atau tanda hubung."
                ]
            },
        ),
    ],
)
def test_a_category_without_a_name_or_address_of_its_own_is_refused(
    client, pengelola, wastra, changes, refusal
):
    response = client.post(f"{LIST}add/", typed(**changes))

    assert (errors(response), Category.objects.count()) == (refusal, 1)


def test_a_category_with_goods_is_not_divided(client, pengelola, wastra):
    ProductFactory(category=wastra)

    response = client.post(f"{LIST}add/", typed(parent=wastra.pk))

    text = "Kategori itu berisi produk. Hanya kategori tanpa produk yang dapat dibagi lagi."
    assert errors(response) == {"parent": [text]}


def test_nobody_else_keeps_the_tree(client, wastra):
    for person in (national(Role.AUDITOR), national(Role.KURATOR), kepala_of(UptFactory())):
        client.force_login(person)
        assert client.post(f"{LIST}add/", typed()).status_code == 403
        assert client.post(f"{LIST}{wastra.pk}/delete/", {"post": "yes"}).status_code in (403, 404)


@pytest.mark.parametrize("number", [2, 20])
@pytest.mark.parametrize("page", ["", "add/"])
def test_pages_of_categories_ask_as_much_for_few_as_for_many(
    client, pengelola, wastra, page, number, django_assert_max_num_queries
):
    for _each in range(number):
        ProductFactory(category=CategoryFactory(parent=wastra))

    with django_assert_max_num_queries(8):
        response = client.get(LIST + page)
    assert page or len(rows(response)) == number + 1
