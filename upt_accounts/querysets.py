"""How UPTs are found, and who may see which of them."""

from django.db import models
from django.db.models import Q

NATIONAL_ROLES = ("kurator", "pengelola", "keuangan", "auditor")


class PartnerQuerySet(models.QuerySet):
    def selling(self):
        """UPTs whose shop is open to the public."""
        return self.filter(is_active=True)

    def visible_to(self, user):
        """UPTs whose work this member of staff may see: their own, their Kanwil's, or all for national roles."""
        if not (user.is_active and user.is_staff):
            return self.none()
        if user.is_superuser:
            return self
        mine = user.memberships.filter(ended_at__isnull=True)
        places = list(mine.values_list("role", "upt_id", "kanwil_id"))
        if any(role in NATIONAL_ROLES for role, _upt, _kanwil in places):
            return self
        upts = [upt for _role, upt, _kanwil in places if upt]
        kanwils = [kanwil for _role, _upt, kanwil in places if kanwil]
        return self.filter(Q(pk__in=upts) | Q(kanwil__in=kanwils))

    def run_by(self, user):
        """UPTs in which this person is petugas or kepala: where they may change things."""
        if not (user.is_active and user.is_staff):
            return self.none()
        mine = user.memberships.filter(ended_at__isnull=True, upt__isnull=False)
        return self.filter(pk__in=mine.values("upt"))
