"""The UPT: Oscar's Partner, with what a prison's shop needs to be found, trusted and shipped from."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from oscar.apps.partner.abstract_models import AbstractPartner
from phonenumber_field.modelfields import PhoneNumberField

from upt_accounts.pictures.models import RenderedPicture
from upt_accounts.querysets import PartnerQuerySet


class UptKind(models.TextChoices):
    LAPAS = "lapas", _("Lapas")
    LAPAS_PEREMPUAN = "lapas_perempuan", _("Lapas Perempuan")
    RUTAN = "rutan", _("Rutan")
    LPKA = "lpka", _("LPKA")


class TimeZone(models.TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WIB_KALIMANTAN = "Asia/Pontianak", "WIB (Kalimantan)"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class Partner(AbstractPartner):
    """One UPT. Variables and texts call it `upt`; the class keeps Oscar's name."""

    # Staff belong to a UPT through Membership, which knows roles; Oscar's plain list of users is left out.
    users = None
    code = models.CharField(_("Kode"), max_length=12, unique=True)
    name = models.CharField(_("Nama"), max_length=128, db_index=True)
    slug = models.SlugField(_("Alamat halaman"), max_length=140, unique=True)
    kind = models.CharField(_("Jenis"), max_length=20, choices=UptKind)
    kanwil = models.ForeignKey(
        "partner.Kanwil", verbose_name=_("Kanwil"), related_name="upts", on_delete=models.PROTECT
    )
    regency = models.ForeignKey(
        "regions.Regency",
        verbose_name=_("Kabupaten atau kota"),
        related_name="upts",
        on_delete=models.PROTECT,
    )
    city = models.CharField(_("Kota"), max_length=60)
    street = models.CharField(_("Alamat"), max_length=200, blank=True)
    postal_code = models.CharField(_("Kode pos"), max_length=5)
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    time_zone = models.CharField(_("Zona waktu"), max_length=20, choices=TimeZone, default=TimeZone.WIB)
    email = models.EmailField(_("E-mail"))
    phone = models.CharField(_("Telepon"), max_length=30, blank=True)
    whatsapp = PhoneNumberField(_("WhatsApp"), blank=True)
    about = models.TextField(_("Tentang"), blank=True)
    pickup_place = models.CharField(_("Tempat ambil pesanan"), max_length=200, blank=True)
    pickup_hours = models.CharField(_("Jam ambil pesanan"), max_length=120, blank=True)
    cutoff_hour = models.PositiveSmallIntegerField(
        _("Batas pesanan hari ini"),
        default=12,
        help_text=_("Pesanan yang dibayar sebelum jam ini, waktu setempat, dikirim hari itu juga."),
    )
    is_active = models.BooleanField(
        _("Berjualan"), default=True, help_text=_("Tidak aktif: barangnya tidak dijual.")
    )

    objects = PartnerQuerySet.as_manager()

    class Meta(AbstractPartner.Meta):
        verbose_name = _("UPT")
        verbose_name_plural = pgettext_lazy("banyak", "UPT")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(cutoff_hour__lte=23), name="upt_cutoff_is_an_hour"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("upt", kwargs={"slug": self.slug})


class UptPicture(RenderedPicture):
    """The banner of a UPT (position 0) and scenes of its workshops."""

    upt = models.ForeignKey(
        "partner.Partner", verbose_name=_("UPT"), related_name="pictures", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField(_("Urutan"), default=0)

    class Meta:
        app_label = "partner"
        verbose_name = _("Gambar UPT")
        verbose_name_plural = pgettext_lazy("banyak", "Gambar UPT")
        ordering = ["upt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["upt", "position"], name="upt_picture_position_unique")
        ]
