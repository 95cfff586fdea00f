import pytest

from catalog.models import Product, ProductImage, Publication
from catalog.publication import PublicationRefused, missing, publish, withdraw
from tests.factories.products import CategoryFactory, ProductFactory
from tests.factories.upts import petugas_of
from upt_accounts.states.machine import TransitionRefused, history

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ProductFactory(draft=True, category=CategoryFactory())


def with_picture(product):
    ProductImage.objects.bulk_create(
        [ProductImage(product=product, original="pictures/tas.webp", alt_id="Tas")]
    )
    return product


def state(product):
    return Product.objects.values_list("publication", "is_public").get(pk=product.pk)


def test_a_complete_draft_is_published_and_the_history_says_by_whom(draft):
    petugas = petugas_of(draft.upt)

    publish(with_picture(draft), actor=petugas)

    assert state(draft) == (Publication.PUBLISHED, True)
    assert Product.objects.get(pk=draft.pk).published_at is not None
    assert [(change.old, change.new, change.actor) for change in history(draft)] == [
        ("draft", "published", petugas)
    ]


def test_what_is_missing_is_named_and_nothing_changes():
    food = ProductFactory(draft=True, is_food=True, description="", stockrecord=None)

    with pytest.raises(PublicationRefused) as refusal:
        publish(food, actor=petugas_of(food.upt))

    assert refusal.value.missing == [
        "Tambahkan paling sedikit satu foto.",
        "Isi harga.",
        "Pilih kategori.",
        "Tulis uraian barang.",
        "Isi komposisi makanan.",
        "Isi berapa hari makanan tahan.",
        "Pilih cara penyimpanan makanan.",
        "Pilih status halal makanan.",
    ]
    assert state(food) == (Publication.DRAFT, False)
    assert not history(food).exists()


def test_a_complete_product_misses_nothing(draft):
    assert missing(with_picture(draft)) == []


def test_a_withdrawn_product_keeps_the_day_it_was_first_published(draft):
    petugas = petugas_of(draft.upt)
    publish(with_picture(draft), actor=petugas)
    first = Product.objects.get(pk=draft.pk).published_at

    withdraw(draft, actor=petugas, reason="Stok habis")
    assert state(draft) == (Publication.WITHDRAWN, False)
    publish(draft, actor=petugas)

    assert Product.objects.get(pk=draft.pk).published_at == first


def test_a_draft_cannot_be_withdrawn(draft):
    with pytest.raises(TransitionRefused):
        withdraw(draft, actor=petugas_of(draft.upt))
    assert state(draft) == (Publication.DRAFT, False)
