from .category import Category
from .choice import Choice, ChoiceKind, ChoiceOption
from .picture import ProductImage
from .product import (
    Availability,
    Halal,
    Product,
    Publication,
    ShipScope,
    Storage,
)

from oscar.apps.catalogue.models import *  # noqa: E402,F403,I001

__all__ = [
    "Availability",
    "Category",
    "Choice",
    "ChoiceKind",
    "ChoiceOption",
    "Halal",
    "Product",
    "ProductImage",
    "Publication",
    "ShipScope",
    "Storage",
]
