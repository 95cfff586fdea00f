"""Oscar's basket, read in a fixed number of queries however many lines it has."""

import hashlib
import json

from django.db import models, transaction
from django.db.models import F, Prefetch, Q, Sum
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.core.loading import get_model

from catalog.capacity.facts import promise_facts
from catalog.choices import choice_facts, surcharge_of
from catalog.models import Availability


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
                    "product__product_class",
                    "product__upt__regency",
                    "product__workshop",
                    "stockrecord__partner",
                )
                .annotate(**promise_facts("product__"), **choice_facts("product__"))
                .prefetch_related(
                    "attributes", Prefetch("product__images", pictures, to_attr="card_pictures")
                )
                .order_by(self._meta.pk.name)
            )
        return self._lines

    def put_in(self, product, quantity, *, supply, day=None, choices=()):
        """Add pieces of a product: more of a line that is there, if everything about it is the same."""
        if not self.pk:
            self.save()
        record = self.strategy.fetch_for_product(product).stockrecord
        asked = json.dumps([supply, day and day.isoformat(), list(choices)], sort_keys=True)
        price = record.price + surcharge_of(choices)
        line, is_new = self.lines.get_or_create(
            line_reference=f"{product.pk}-{hashlib.sha256(asked.encode()).hexdigest()[:24]}",
            defaults={
                "product": product,
                "stockrecord": record,
                "quantity": quantity,
                "price_currency": "IDR",
                "price_incl_tax": price,
                "price_excl_tax": price,
                "supply": supply,
                "day": day,
                "choices": list(choices),
            },
        )
        if not is_new:
            self.lines.filter(pk=line.pk).update(quantity=F("quantity") + quantity)
        self._lines = None
        return line

    def count_of(self, product, *, supply, day):
        """How many pieces of a product, from there and of that day, are in it."""
        lines = self.lines.filter(product=product, supply=supply, day=day) if self.pk else Line.objects.none()
        return lines.aggregate(pieces=Sum("quantity", default=0))["pieces"]

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
            if line.supply == Availability.READY and 0 < line.stockrecord.available < line.quantity:
                line.quantity = line.stockrecord.available
                line.save(update_fields=["quantity"])
                capped.append(line.product)
        return capped


class Line(AbstractLine):
    """`supply` is where the pieces come from, `day` the day of their batch, `choices` are as on an order's line."""

    supply = models.CharField(max_length=14, choices=Availability, default=Availability.READY)
    day = models.DateField(null=True, blank=True)
    choices = models.JSONField(default=list, blank=True)
    price_excl_tax = models.DecimalField(_("Harga tanpa pajak"), decimal_places=0, max_digits=12, null=True)
    price_incl_tax = models.DecimalField(_("Harga"), decimal_places=0, max_digits=12, null=True)

    class Meta(AbstractLine.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="basket_line_has_pieces"),
        ]


from oscar.apps.basket.models import *  # noqa: E402,F403,I001
