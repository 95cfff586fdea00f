"""Oscar's basket, read in a fixed number of queries however many lines it has."""

from django.db import models, transaction
from django.db.models import Prefetch, Q, Sum
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.core.loading import get_model


class Basket(AbstractBasket):
    class Meta(AbstractBasket.Meta):
        constraints = [
            # Two requests of one buyer at the same moment would otherwise make two baskets.
            models.UniqueConstraint(
                fields=["owner"], condition=Q(status=AbstractBasket.OPEN), name="basket_one_open_an_owner"
            ),
        ]

    def all_lines(self):
        """Lines with product, UPT, price and picture joined. Oscar's own asks again for every line."""
        if self.pk is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            pictures = get_model("catalogue", "ProductImage").objects.filter(display_order=0)
            self._lines = (
                self.lines.select_related(
                    "product__product_class", "product__upt__regency", "stockrecord__partner"
                )
                .prefetch_related(
                    "attributes", Prefetch("product__images", pictures, to_attr="card_pictures")
                )
                .order_by(self._meta.pk.name)
            )
        return self._lines

    def count_pieces(self):
        return self.lines.aggregate(pieces=Sum("quantity", default=0))["pieces"] if self.pk else 0

    @transaction.atomic
    def take_over(self, other):
        """Join another basket into this one; returns the products of which there is less than was wanted.

        Of a product in both, the larger number counts; nothing exceeds what there is.
        """
        # Two tabs of one visitor may come here at once: the second waits, and finds nothing left to join.
        if not Basket.open.select_for_update().filter(pk=other.pk).first():
            return []
        self.merge(other, add_quantities=False)
        capped = []
        for line in self.all_lines():
            if 0 < line.stockrecord.available < line.quantity:
                line.quantity = line.stockrecord.available
                line.save(update_fields=["quantity"])
                capped.append(line.product)
        return capped


class Line(AbstractLine):
    price_excl_tax = models.DecimalField(_("Harga tanpa pajak"), decimal_places=0, max_digits=12, null=True)
    price_incl_tax = models.DecimalField(_("Harga"), decimal_places=0, max_digits=12, null=True)

    class Meta(AbstractLine.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="basket_line_has_pieces"),
        ]


from oscar.apps.basket.models import *  # noqa: E402,F403,I001
