"""The desk of the catalogue: products with a short form, categories, nominations."""

from . import categories, nominations, outlets, products, stock  # noqa: F401
