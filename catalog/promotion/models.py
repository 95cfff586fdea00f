"""Where the goods are shown: fairs, bazaars, slots on a city's videotron, and the dates of curation."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Event(models.Model):
    class Kind(models.TextChoices):
        FAIR = "pameran", _("Pameran")
        SCREEN = "videotron", _("Videotron")
        CURATION = "kurasi", _("Kurasi")
        BAZAAR = "bazar", _("Bazar")

    code = models.CharField(_("Kode"), max_length=12, unique=True)
    kind = models.CharField(_("Jenis"), max_length=10, choices=Kind)
    title = models.CharField(_("Judul"), max_length=160)
    venue = models.CharField(_("Tempat"), max_length=160)
    city = models.CharField(_("Kota"), max_length=60)
    province = models.CharField(_("Provinsi"), max_length=60)
    starts_on = models.DateField(_("Mulai"))
    ends_on = models.DateField(_("Selesai"))
    host = models.ForeignKey(
        "partner.SupportPartner",
        verbose_name=_("Penyelenggara"),
        related_name="events",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    upts = models.ManyToManyField(
        "partner.Partner", verbose_name=_("UPT peserta"), related_name="events", blank=True
    )
    notes = models.CharField(_("Catatan"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("Acara")
        verbose_name_plural = pgettext_lazy("banyak", "Acara")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="event_ends_after_start")
        ]

    def __str__(self):
        return self.title
