from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SupportPartner(models.Model):
    """A mitra: an agency, company or council that trains, equips, promotes or buys."""

    class Kind(models.TextChoices):
        CSR = "csr_bumn", _("CSR BUMN")
        GOVERNMENT = "pemda", _("Pemerintah daerah")
        CRAFT_COUNCIL = "dekranasda", _("Dekranasda")
        TRAINING = "pelatihan", _("Pelatihan")
        NATIONAL = "pusat", _("Pemerintah pusat")
        REGIONAL_OFFICE = "kanwil", _("Kantor wilayah")
        COOPERATIVE = "koperasi", _("Koperasi")

    class Status(models.TextChoices):
        ACTIVE = "aktif", _("Aktif")
        EXAMPLE = "contoh", _("Contoh")

    code = models.CharField(_("Kode"), max_length=12, unique=True)
    name = models.CharField(_("Nama"), max_length=160)
    kind = models.CharField(_("Jenis"), max_length=12, choices=Kind)
    role = models.CharField(_("Peran"), max_length=250)
    city = models.CharField(_("Kota"), max_length=60)
    province = models.CharField(_("Provinsi"), max_length=60)
    upts = models.ManyToManyField(
        "partner.Partner", verbose_name=_("UPT yang didukung"), related_name="supporters", blank=True
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    since = models.PositiveSmallIntegerField(_("Sejak tahun"))

    class Meta:
        app_label = "partner"
        verbose_name = _("Mitra")
        verbose_name_plural = pgettext_lazy("banyak", "Mitra")
        ordering = ["name"]

    def __str__(self):
        return self.name
