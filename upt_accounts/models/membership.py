"""Who works where, as what. Everything staff may see and do follows from these rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    PETUGAS = "petugas", _("Petugas UPT")
    KEPALA = "kepala", _("Kepala UPT")
    KANWIL = "kanwil", _("Petugas Kanwil")
    KURATOR = "kurator", _("Kurator")
    PENGELOLA = "pengelola", _("Pengelola nasional")
    KEUANGAN = "keuangan", _("Keuangan")
    AUDITOR = "auditor", _("Auditor")


UPT_ROLES = (Role.PETUGAS, Role.KEPALA)


class Membership(models.Model):
    """One person in one role: at one UPT, at one Kanwil, or (neither) nationally. Ended, never deleted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Pengguna"),
        related_name="memberships",
        on_delete=models.PROTECT,
    )
    role = models.CharField(_("Peran"), max_length=12, choices=Role)
    upt = models.ForeignKey(
        "partner.Partner",
        verbose_name=_("UPT"),
        related_name="memberships",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    kanwil = models.ForeignKey(
        "partner.Kanwil",
        verbose_name=_("Kanwil"),
        related_name="memberships",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    started_at = models.DateTimeField(_("Sejak"), auto_now_add=True)
    ended_at = models.DateTimeField(_("Berakhir"), null=True, blank=True)

    class Meta:
        app_label = "partner"
        verbose_name = _("Penugasan")
        verbose_name_plural = pgettext_lazy("banyak", "Penugasan")
        constraints = [
            models.CheckConstraint(
                name="membership_place_fits_role",
                condition=Q(role__in=UPT_ROLES, upt__isnull=False, kanwil__isnull=True)
                | Q(role=Role.KANWIL, upt__isnull=True, kanwil__isnull=False)
                | (~Q(role__in=[*UPT_ROLES, Role.KANWIL]) & Q(upt__isnull=True, kanwil__isnull=True)),
                violation_error_message=_(
                    "Petugas dan kepala memerlukan UPT, peran Kanwil memerlukan Kanwil."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "upt", "kanwil"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="membership_open_once",
                violation_error_message=_("Orang ini sudah bertugas di sana dengan peran itu."),
            ),
        ]

    def __str__(self):
        place = self.upt or self.kanwil
        return f"{self.get_role_display()}, {place}" if place else self.get_role_display()
