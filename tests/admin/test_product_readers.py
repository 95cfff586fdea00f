"""Products as those read them who do not sell them."""

import pytest

from tests.admin.pages import words
from tests.factories.products import CategoryFactory, ProductFactory
from tests.factories.upts import UptFactory, kanwil_officer_of, national, petugas_of
from upt_accounts.models import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["kanwil", Role.KURATOR, Role.PENGELOLA, Role.AUDITOR])
def test_a_product_is_read_in_words_with_nothing_to_fill_in(client, role):
    upt = UptFactory()
    product = ProductFactory(upt=upt, category=CategoryFactory(name="Tas anyaman"), stock=7)
    client.force_login(kanwil_officer_of(upt.kanwil) if role == "kanwil" else national(role))

    page = client.get(f"/admin/catalogue/product/{product.pk}/change/")

    for shown in (f"Nama barang {product.title} Kategori Tas anyaman", "Harga Rp125.000 Tersedia 7"):
        assert shown in words(page)
    assert 'x-show="availability' not in page.content.decode()
    assert 'name="title"' not in page.content.decode()


def test_who_sells_it_fills_in_what_fits_its_kind(client):
    product = ProductFactory()
    client.force_login(petugas_of(product.upt))

    assert (
        'x-show="availability'
        in client.get(f"/admin/catalogue/product/{product.pk}/change/").content.decode()
    )
