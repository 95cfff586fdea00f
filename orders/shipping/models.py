"""Couriers, their services, and what they charge: tables that staff can read, import and correct."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Courier(models.Model):
    """A carrier and how it weighs (domain notes, section 8).

    The charged weight is whole kilograms: at least `min_kg`, the larger of real and volumetric weight
    (L x W x H cm / `volume_divisor`), and a further kilogram only beyond `tolerance_grams`.
    """

    code = models.SlugField(_("Kode"), max_length=20, unique=True)
    name = models.CharField(_("Nama"), max_length=60)
    tolerance_grams = models.PositiveIntegerField(_("Toleransi (gram)"), default=300)
    volume_divisor = models.PositiveIntegerField(_("Pembagi volume"), default=6000)
    min_kg = models.PositiveIntegerField(_("Berat minimum (kg)"), default=1)
    tracking_pattern = models.CharField(_("Pola resi"), max_length=80, default=r"^[A-Z0-9]{8,20}$")
    tracking_url = models.CharField(_("Alamat lacak"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Kurir")
        verbose_name_plural = pgettext_lazy("banyak", "Kurir")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(volume_divisor__gt=0, min_kg__gt=0), name="courier_weighs_sensibly"
            )
        ]

    def __str__(self):
        return self.name


SUNDAY = 6


class ServiceKind(models.TextChoices):
    REGULAR = "regular", _("Reguler")
    ECONOMY = "economy", _("Ekonomis")
    EXPRESS = "express", _("Cepat")
    CARGO = "cargo", _("Kargo")
    LOCAL = "local", _("Kurir lokal")
    PICKUP = "pickup", _("Ambil di tempat")


def _not_on_sunday(day):
    return day + timedelta(days=1) if day.weekday() == SUNDAY else day


class ShippingService(models.Model):
    """One way to send or hand over a parcel. Pick-up has no courier and no tariff: it costs nothing."""

    code = models.SlugField(_("Kode"), max_length=40, unique=True)
    name = models.CharField(_("Nama"), max_length=60)
    kind = models.CharField(_("Jenis"), max_length=10, choices=ServiceKind)
    courier = models.ForeignKey(
        Courier,
        verbose_name=_("Kurir"),
        related_name="services",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    is_active = models.BooleanField(_("Dipakai"), default=True)
    position = models.PositiveSmallIntegerField(_("Urutan"), default=0)

    class Meta:
        verbose_name = _("Layanan kirim")
        verbose_name_plural = pgettext_lazy("banyak", "Layanan kirim")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ServiceKind.PICKUP, courier__isnull=True)
                | (~Q(kind=ServiceKind.PICKUP) & Q(courier__isnull=False)),
                name="service_has_courier_unless_pickup",
            )
        ]

    def __str__(self):
        return self.name

    def arrival(self, ships_on, min_days, max_days):
        """First and last day on which it may arrive. Couriers need calendar days and rest on Sundays."""
        first, last = (ships_on + timedelta(days=count) for count in (min_days, max_days))
        if self.kind in (ServiceKind.PICKUP, ServiceKind.LOCAL):
            return first, last
        return _not_on_sunday(first), _not_on_sunday(last)

    def called(self, name):
        """What an English page calls it: a courier's name stays, a way of our own is called by its kind."""
        has_a_brand = self.kind not in {ServiceKind.LOCAL, ServiceKind.PICKUP}
        return name if has_a_brand or get_language() != "en" else self.get_kind_display()


class Tariff(models.Model):
    """What one service asks between two places (rupiah), and how long it takes (days).

    A place is a province, or one regency of it, which then wins over its province. No row: not served.
    `max_kg` 0 closes a regency that its province's row would serve.
    The first `Courier.min_kg` kilograms cost `first_price`, each further kilogram `further_price`.
    """

    service = models.ForeignKey(
        ShippingService, verbose_name=_("Layanan"), related_name="tariffs", on_delete=models.CASCADE
    )
    origin = models.ForeignKey(
        "regions.Province", verbose_name=_("Provinsi asal"), related_name="+", on_delete=models.PROTECT
    )
    origin_regency = models.ForeignKey(
        "regions.Regency",
        verbose_name=_("Kabupaten asal"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    destination = models.ForeignKey(
        "regions.Province", verbose_name=_("Provinsi tujuan"), related_name="+", on_delete=models.PROTECT
    )
    destination_regency = models.ForeignKey(
        "regions.Regency",
        verbose_name=_("Kabupaten tujuan"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    first_price = models.DecimalField(_("Harga pertama"), max_digits=10, decimal_places=0)
    further_price = models.DecimalField(_("Harga tiap kg berikutnya"), max_digits=10, decimal_places=0)
    max_kg = models.PositiveIntegerField(_("Berat terbesar (kg)"), null=True, blank=True)
    min_days = models.PositiveSmallIntegerField(_("Paling cepat (hari)"))
    max_days = models.PositiveSmallIntegerField(_("Paling lama (hari)"))

    class Meta:
        verbose_name = _("Tarif")
        verbose_name_plural = pgettext_lazy("banyak", "Tarif")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "origin", "origin_regency", "destination", "destination_regency"],
                nulls_distinct=False,
                name="tariff_once_a_route",
                violation_error_message=_("Tarif layanan ini untuk rute itu sudah ada."),
            ),
            models.CheckConstraint(
                condition=Q(first_price__gte=0, further_price__gte=0, max_days__gte=F("min_days")),
                name="tariff_makes_sense",
                violation_error_message=_("Hari paling lama tidak boleh kurang dari hari paling cepat."),
            ),
        ]

    def __str__(self):
        origin, destination = self.origin_regency or self.origin, self.destination_regency or self.destination
        return f"{self.service}: {origin} → {destination}"

    def charge(self, kilograms):
        """Rupiah for charged kilograms, of which the courier counts at least its minimum."""
        return self.first_price + (kilograms - self.service.courier.min_kg) * self.further_price


from oscar.apps.shipping.models import *  # noqa: E402,F403,I001
