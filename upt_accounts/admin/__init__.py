"""The desk of UPTs: their shops and workshops, who works where, and what moved in and out of stock."""

from . import memberships, stock_movements, upts, workshops  # noqa: F401
