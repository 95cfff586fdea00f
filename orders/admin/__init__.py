"""The desk of orders: what UPTs pack and send, and what the national offices read."""

from . import looms, order_mails, orders, upt_orders  # noqa: F401
