from .kanwil import Kanwil
from .membership import Membership, Role
from .partner import Partner, UptKind, UptPicture
from .stock import StockMovement, StockRecord
from .support import SupportPartner
from .workshop import Workshop

from oscar.apps.partner.models import *  # noqa: E402,F403,I001

__all__ = [
    "Kanwil",
    "Membership",
    "Partner",
    "Role",
    "StockMovement",
    "StockRecord",
    "SupportPartner",
    "UptKind",
    "UptPicture",
    "Workshop",
]
