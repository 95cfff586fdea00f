"""How UPTs are found, and who may see which of them."""

from django.db import models
from django.db.models import Exists, OuterRef
from oscar.core.loading import get_model

from upt_accounts import access


class PartnerQuerySet(models.QuerySet):
    def selling(self):
        """UPTs whose shop is open to the public."""
        return self.filter(is_active=True)

    def unstaffed(self):
        """UPTs that sell though nobody there could pack: no petugas and no kepala is on duty."""
        duties = get_model("partner", "Membership").objects.filter(upt=OuterRef("pk"), ended_at=None)
        return self.selling().filter(~Exists(duties))

    def visible_to(self, user):
        """UPTs whose work this member of staff may see: their own, their Kanwil's, or all for national roles."""
        return access.of(user).rows(access.VIEW, self)

    def run_by(self, user):
        """UPTs in which this person is petugas or kepala: where they may change things."""
        if not (user.is_active and user.is_staff):
            return self.none()
        mine = user.memberships.filter(ended_at__isnull=True, upt__isnull=False)
        return self.filter(pk__in=mine.values("upt"))
