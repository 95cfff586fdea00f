"""Provinces, regencies and districts of Indonesia, by the codes of the Ministry of Home Affairs (2.2.2 digits)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Province(models.Model):
    code = models.CharField(_("Kode"), max_length=2, primary_key=True)
    name = models.CharField(_("Provinsi"), max_length=60)

    class Meta:
        verbose_name = _("Provinsi")
        verbose_name_plural = pgettext_lazy("banyak", "Provinsi")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Regency(models.Model):
    """A kabupaten or a kota."""

    code = models.CharField(_("Kode"), max_length=5, primary_key=True)
    province = models.ForeignKey(
        Province, verbose_name=_("Provinsi"), related_name="regencies", on_delete=models.PROTECT
    )
    name = models.CharField(_("Kabupaten atau kota"), max_length=80)

    class Meta:
        verbose_name = _("Kabupaten atau kota")
        verbose_name_plural = _("Kabupaten dan kota")
        ordering = ["name"]

    def __str__(self):
        return self.name


class District(models.Model):
    """A kecamatan."""

    code = models.CharField(_("Kode"), max_length=8, primary_key=True)
    regency = models.ForeignKey(
        Regency, verbose_name=_("Kabupaten atau kota"), related_name="districts", on_delete=models.PROTECT
    )
    name = models.CharField(_("Kecamatan"), max_length=80)

    class Meta:
        verbose_name = _("Kecamatan")
        verbose_name_plural = pgettext_lazy("banyak", "Kecamatan")
        ordering = ["name"]

    def __str__(self):
        return self.name
