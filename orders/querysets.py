"""How orders and their parts are found, and who may see them."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, OuterRef
from django.db.models.functions import Cast, JSONObject, Now
from oscar.core.loading import get_model

from upt_accounts import access

# States in which a UPT still has work to do, once the order is paid.
OPEN = ("waiting", "preparing", "partly_shipped")
PAID = ("paid", "in_progress")
# States in which what is fetched waits for who fetches it.
AWAITED = ("waiting", "preparing", "ready_for_pickup")


def today_at_upt(upt="upt__"):
    """The day where the UPT is; `upt` is the way to it."""
    return Cast(Func(F(f"{upt}time_zone"), Now(), function="timezone"), models.DateField())


TODAY_AT_UPT = today_at_upt()


class OrderQuerySet(models.QuerySet):
    def awaiting_payment(self):
        return self.filter(status="awaiting_payment")


class ParcelQuerySet(models.QuerySet):
    def with_items(self):
        """Add `packed`, what lies in each: a list of {"line", "quantity"}, read in the same query."""
        items = get_model("order", "ParcelItem").objects.filter(parcel=OuterRef("pk")).order_by("line_id")
        return self.annotate(
            packed=ArraySubquery(items.values(item=JSONObject(line="line_id", quantity="quantity")))
        )


class UptOrderQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Parts of the UPTs whose work this member of staff may see."""
        return access.of(user).rows(access.VIEW, self)

    def run_by(self, user):
        """Parts that this petugas or kepala packs and ships."""
        return self.filter(upt__in=get_model("partner", "Partner").objects.run_by(user))

    def paid(self):
        """Parts of orders whose money came: before that there is nothing for a UPT to do, or to know."""
        return self.filter(order__paid_at__isnull=False)

    def to_pack(self):
        """Paid and not yet on its way, or not all of it."""
        return self.filter(status__in=OPEN, order__status__in=PAID)

    def to_hand_out(self, first, last):
        """Paid, to be fetched or fetched, in a window from `first` to `last` days after today where the UPT is."""
        fetched = self.paid().filter(order__cancel_reason="", status__in=(*AWAITED, "delivered"))
        return fetched.annotate(today=TODAY_AT_UPT).filter(
            window__day__gte=F("today") + first, window__day__lte=F("today") + last
        )

    def late(self):
        """To pack, and past the promised day where the UPT is."""
        return self.to_pack().filter(ships_on__lt=TODAY_AT_UPT)

    def due(self):
        """To pack today where the UPT is, or late."""
        return self.to_pack().filter(ships_on__lte=TODAY_AT_UPT)
