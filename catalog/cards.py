"""Product cards: everything one shows is read with the list, in two queries whatever the number of cards."""

from django.db.models import prefetch_related_objects
from django.utils import timezone

from catalog.promises import promise_of


def cards(products):
    """The products of a queryset, each with `promise` and `picture` besides what `with_card_facts` adds."""
    return _drawn(list(products.with_card_facts()))


def cards_beside(product, products):
    """As `cards`, below a product's own page: its pictures, all of them, are read in the same query as theirs."""
    shown = list(products.with_card_words())
    prefetch_related_objects([product, *shown], "images")
    for other in shown:
        other.card_pictures = [image for image in other.images.all() if image.display_order == 0]
    return _drawn(shown)


def _drawn(products):
    now = timezone.now()
    for product in products:
        product.promise = promise_of(product, at=now)
        product.picture = product.card_pictures[0] if product.card_pictures else None
    return products
