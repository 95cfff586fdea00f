from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundRun(models.Model):
    """How the latest turns of one round of the timetable went: one row a round, written by whichever worker took it."""

    name = models.CharField(_("Nama"), max_length=60, unique=True)
    last_started_at = models.DateTimeField(_("Terakhir mulai"), null=True, blank=True)
    last_succeeded_at = models.DateTimeField(_("Terakhir berhasil"), null=True, blank=True)
    failed_at = models.DateTimeField(_("Terakhir gagal"), null=True, blank=True)
    # Why the turns since the last success failed; empty after a success.
    last_error = models.CharField(_("Gagal karena"), max_length=300, blank=True)
    # How many rows came to which end, by the codes the round knows; empty where there was nothing to do.
    last_result = models.JSONField(_("Hasil"), default=dict, blank=True)

    class Meta:
        app_label = "order"
        verbose_name = _("Pekerjaan berkala")
        verbose_name_plural = _("Pekerjaan berkala")
        ordering = ["name"]

    def __str__(self):
        return self.name
