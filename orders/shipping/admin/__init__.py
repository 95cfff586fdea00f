"""The desk of couriers, their services and tariffs."""

from . import couriers, tariffs  # noqa: F401
