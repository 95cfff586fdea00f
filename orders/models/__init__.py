from .mail import OrderMail
from .order import CancelReason, Line, Order, OrderStatus, ShippingAddress
from .parcel import Parcel, ParcelItem, UptOrder, UptOrderStatus
from .round import RoundRun

from oscar.apps.order.models import *  # noqa: E402,F403,I001

__all__ = [
    "CancelReason",
    "Line",
    "Order",
    "OrderMail",
    "OrderStatus",
    "Parcel",
    "ParcelItem",
    "RoundRun",
    "ShippingAddress",
    "UptOrder",
    "UptOrderStatus",
]
