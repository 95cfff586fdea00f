"""The history that every state machine of the shop writes: who moved what, from where, to where, when and why."""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StateChange(models.Model):
    """One transition that happened. Rows are only ever added; the database refuses anything else."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    field = models.CharField(max_length=40, default="status")
    old = models.CharField(_("Dari"), max_length=40, blank=True)
    new = models.CharField(_("Menjadi"), max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Oleh"), null=True, blank=True, on_delete=models.SET_NULL
    )
    reason = models.CharField(_("Alasan"), max_length=500, blank=True)
    at = models.DateTimeField(_("Waktu"), auto_now_add=True)

    class Meta:
        verbose_name = _("Perubahan status")
        verbose_name_plural = pgettext_lazy("banyak", "Perubahan status")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "at"], name="state_change_of_subject")]
        triggers = [pgtrigger.Protect(name="state_change_is_kept", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.old} → {self.new}"
