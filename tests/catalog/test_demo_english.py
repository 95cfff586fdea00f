"""The demo in the language of visitors from elsewhere."""

import re
from collections import Counter

import pytest
from django.conf import settings

from catalog.demo import categories, english, products, upts, workshops
from catalog.demo.files import rows
from catalog.models import Category, Product
from upt_accounts.regions import loading as regions

INDONESIAN = re.compile(r"\b(yang|dan|dengan|untuk|dari|tidak|atau|pada|agar|ke|di)\b", re.IGNORECASE)
UNKIND = re.compile(r"\b(inmate|prisoner|convict|criminal|napi)s?\b", re.IGNORECASE)
# Names that stay as their makers call them: who looks for a pucuk rebung must find it in English too.
KEPT = ["Songket", "Jumputan", "Sasirangan", "Noken", "Tapis", "Benang Bintik", "Pempek"]


@pytest.fixture
def goods(db):
    for load in (regions.load, upts.load, workshops.load, categories.load, products.load):
        load()


@pytest.fixture
def translated():
    return rows("products_en.csv")


def product(sku):
    return Product.objects.get(stockrecords__partner_sku=sku)


def test_every_demo_product_has_its_english(translated):
    skus = [row["sku"] for row in rows("products.csv")]

    assert [row["sku"] for row in translated] == skus
    assert all(row["title_en"].strip() and row["description_en"].strip() for row in translated)
    assert Counter(row["title_en"] for row in translated).most_common(1)[0][1] == 1


def test_the_english_is_english_and_respectful(translated):
    alts = [row["alt_en"] for name in ("pictures.csv", "upt_pictures.csv") for row in rows(name)]
    texts = [row["title_en"] for row in translated] + [row["description_en"] for row in translated] + alts

    assert all(texts)
    assert [text for text in texts if INDONESIAN.search(text) or UNKIND.search(text)] == []


def test_a_translation_is_about_as_long_as_what_it_translates(translated):
    lengths = {row["sku"]: len(row["description"].split()) for row in rows("products.csv")}

    for row in translated:
        assert 0.9 <= len(row["description_en"].split()) / lengths[row["sku"]] <= 1.9, row["sku"]


def test_techniques_and_motifs_keep_their_names(translated):
    titles = {row["sku"]: row["title_en"] for row in translated}

    for row in rows("products.csv"):
        for name in KEPT:
            if name in row["title"]:
                assert name in titles[row["sku"]], row["sku"]
    assert titles["LPPLG-012"] == "Songket Set Lepus Nampan Perak"


def test_the_product_page_in_english_shows_it(goods, client):
    assert english.load() == 175
    songket = product("LPPLG-012")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get(songket.get_absolute_url()).content.decode()

    assert "<h1" in page and "Songket Set Lepus Nampan Perak" in page
    assert "forming the silver trays once used by princely families" in page
    assert songket.description not in page


@pytest.mark.django_db
def test_categories_are_named_in_english_too():
    categories.load()

    assert not Category.objects.filter(name_en="").exists()


def test_an_older_demo_gets_only_what_it_lacks(goods):
    english.load()
    bag, bread, shawl = map(product, ("LPPLG-024", "LPPLG-001", "LPPLG-016"))
    Product.objects.filter(pk=bag.pk).update(title_en="My bag", description_en="")
    Product.objects.filter(pk=bread.pk).update(title="Roti Baru", title_en="", description_en="")
    Product.objects.filter(pk=shawl.pk).update(title_en="")

    assert english.load() == 3
    assert english.load() == 0

    bag.refresh_from_db()
    bread.refresh_from_db()
    shawl.refresh_from_db()
    assert (bag.title_en, bag.description_en[:16]) == ("My bag", "Thick ivory canv")
    assert (bread.title_en, bread.description_en[:9]) == ("", "Melting c")
    assert shawl.title_en == "Songket Shawl Tretes Mender"
