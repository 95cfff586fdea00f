"""What may happen to a product's place in the shop: publish it, withdraw it, and say what is missing before."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Product, Publication
from upt_accounts.states.machine import StateMachine

PUBLICATION = StateMachine(
    field="publication",
    moves={
        Publication.DRAFT: {Publication.SUBMITTED, Publication.PUBLISHED},
        Publication.SUBMITTED: {Publication.PUBLISHED, Publication.RETURNED},
        Publication.RETURNED: {Publication.SUBMITTED, Publication.PUBLISHED},
        Publication.PUBLISHED: {Publication.WITHDRAWN},
        Publication.WITHDRAWN: {Publication.SUBMITTED, Publication.PUBLISHED},
    },
    names=dict(Publication.choices),
)


class PublicationRefused(Exception):
    """The product is not ready; `missing` says in whole sentences what to add."""

    def __init__(self, missing):
        self.missing = missing
        super().__init__(" ".join(missing))


def missing_facts(product) -> list[str]:
    """What the product itself must still tell before shoppers may see it."""
    missing = []
    if not product.description.strip():
        missing.append(_("Tulis uraian barang."))
    if not product.weight_grams:
        missing.append(_("Isi berat kirim."))
    if product.is_food:
        missing += _missing_food_facts(product)
    return missing


def _missing_food_facts(product):
    facts = (
        (product.ingredients.strip(), _("Isi komposisi makanan.")),
        (product.shelf_life_days, _("Isi berapa hari makanan tahan.")),
        (product.storage, _("Pilih cara penyimpanan makanan.")),
        (product.halal, _("Pilih status halal makanan.")),
    )
    return [sentence for fact, sentence in facts if not fact]


def missing(product) -> list[str]:
    """All that is missing, with price, category and pictures, as the database has them now."""
    return _missing(Product.objects.with_completeness().get(pk=product.pk))


def with_what_is_missing(products) -> list[Product]:
    """The products of a queryset, each with what it lacks as `missing`, however many in one query."""
    found = list(products.with_completeness())
    for product in found:
        product.missing = _missing(product)
    return found


def _missing(product):
    relations = (
        (product.has_picture, _("Tambahkan paling sedikit satu foto.")),
        (product.has_price, _("Isi harga.")),
        (product.has_category, _("Pilih kategori.")),
    )
    return [sentence for there, sentence in relations if not there] + missing_facts(product)


@transaction.atomic
def publish(product, *, actor):
    """Show the product to shoppers. Returns False if it is shown already."""
    product = _lock(product)
    lacking = missing(product)
    if lacking:
        raise PublicationRefused(lacking)
    product.is_public = True
    product.published_at = product.published_at or timezone.now()
    return PUBLICATION.move(product, Publication.PUBLISHED, actor=actor, also=("is_public", "published_at"))


@transaction.atomic
def withdraw(product, *, actor, reason=""):
    """Take the product out of the shop; orders that were placed stay. Returns False if it was withdrawn before."""
    product = _lock(product)
    product.is_public = False
    return PUBLICATION.move(product, Publication.WITHDRAWN, actor=actor, reason=reason, also=("is_public",))


def _lock(product):
    return Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
