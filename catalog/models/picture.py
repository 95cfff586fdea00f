from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from oscar.apps.catalogue.abstract_models import AbstractProductImage

from upt_accounts.pictures.models import RenderedPicture


class ProductImage(RenderedPicture, AbstractProductImage):
    """A picture of a product; the first in `display_order` is the one on its card."""

    class Meta(AbstractProductImage.Meta):
        verbose_name = _("Gambar produk")
        verbose_name_plural = pgettext_lazy("banyak", "Gambar produk")
        indexes = [models.Index(fields=["product", "display_order"], name="product_image_in_order")]

    def __str__(self):
        return self.alt_id
