"""Pictures by the way every petugas's photograph takes; their renditions are made by `run_tasks()`."""

import io

import factory
from django.core.files.base import ContentFile
from PIL import Image

from catalog.models import ProductImage
from tests.factories.products import ProductFactory


def photograph(colour, size=(400, 500)):
    """A small JPEG of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    return ContentFile(buffer.getvalue(), name="foto.jpg")


class ProductImageFactory(factory.django.DjangoModelFactory):
    """The picture of a product's card, or with `display_order=1` a close-up."""

    class Meta:
        model = ProductImage

    class Params:
        colour = "maroon"

    product = factory.SubFactory(ProductFactory)
    original = factory.LazyAttribute(lambda image: photograph(image.colour))
    alt_id = factory.LazyAttribute(lambda image: f"Kain {image.colour} terlipat di atas meja.")
    display_order = 0
