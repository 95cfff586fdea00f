"""Oscar's basket, read in a fixed number of queries however many lines it has."""

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.core.loading import get_model


class Basket(AbstractBasket):
    def all_lines(self):
        """Lines with product, UPT, price and picture joined. Oscar's own asks again for every line."""
        if self.pk is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            pictures = get_model("catalogue", "ProductImage").objects.filter(display_order=0)
            self._lines = (
                self.lines.select_related("product__product_class", "product__upt__regency", "stockrecord__partner")
                .prefetch_related("attributes", Prefetch("product__images", pictures, to_attr="card_pictures"))
                .order_by(self._meta.pk.name)
            )
        return self._lines


class Line(AbstractLine):
    price_excl_tax = models.DecimalField(_("Harga tanpa pajak"), decimal_places=0, max_digits=12, null=True)
    price_incl_tax = models.DecimalField(_("Harga"), decimal_places=0, max_digits=12, null=True)

    class Meta(AbstractLine.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="basket_line_has_pieces"),
        ]


from oscar.apps.basket.models import *  # noqa: E402,F403,I001
