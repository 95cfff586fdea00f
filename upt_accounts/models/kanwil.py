from django.db import models
from django.utils.translation import gettext_lazy as _


class Kanwil(models.Model):
    """A regional office of Ditjen PAS, above the UPTs of (mostly) one province."""

    name = models.CharField(_("Nama"), max_length=120, unique=True)

    class Meta:
        app_label = "partner"
        verbose_name = _("Kanwil")
        verbose_name_plural = _("Kanwil")
        ordering = ["name"]

    def __str__(self):
        return self.name
