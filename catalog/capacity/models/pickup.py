"""Where goods can be fetched, and when: outlets, their weekly hours, and the dated windows that buyers book."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoShow(models.TextChoices):
    """What becomes of goods that nobody fetched within the outlet's days."""

    FORFEIT = "forfeit", _("Hangus, tidak diganti")
    REFUND = "refund", _("Dibatalkan, uang dikembalikan")


class Outlet(models.Model):
    """A shop or gate of a UPT at which buyers fetch: Toko Roti Le Panile, Teras Café."""

    upt = models.ForeignKey(
        "partner.Partner", verbose_name=_("UPT"), related_name="outlets", on_delete=models.PROTECT
    )
    name = models.CharField(_("Nama"), max_length=80)
    address = models.CharField(_("Alamat"), max_length=200)
    hint = models.CharField(_("Petunjuk"), max_length=200, blank=True)
    is_active = models.BooleanField(_("Dibuka"), default=True)
    keeps_days = models.PositiveSmallIntegerField(
        _("Disimpan (hari)"),
        default=0,
        help_text=_("Berapa hari pesanan yang tidak diambil disimpan sesudah jam ambilnya."),
    )
    no_show = models.CharField(_("Jika tidak diambil"), max_length=10, choices=NoShow, default=NoShow.REFUND)

    class Meta:
        verbose_name = _("Tempat ambil")
        verbose_name_plural = pgettext_lazy("banyak", "Tempat ambil")
        ordering = ["upt", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["upt", "name"],
                name="outlet_named_once_a_upt",
                violation_error_message=_("UPT ini sudah punya tempat ambil dengan nama itu."),
            )
        ]

    def __str__(self):
        return self.name


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Senin")
    TUESDAY = 1, _("Selasa")
    WEDNESDAY = 2, _("Rabu")
    THURSDAY = 3, _("Kamis")
    FRIDAY = 4, _("Jumat")
    SATURDAY = 5, _("Sabtu")
    SUNDAY = 6, _("Minggu")


class PickupHours(models.Model):
    """One window of an outlet's week, local time; `capacity` orders can be handed out in it."""

    outlet = models.ForeignKey(
        Outlet, verbose_name=_("Tempat ambil"), related_name="hours", on_delete=models.CASCADE
    )
    weekday = models.PositiveSmallIntegerField(_("Hari"), choices=Weekday)
    opens = models.TimeField(_("Mulai"))
    closes = models.TimeField(_("Sampai"))
    capacity = models.PositiveSmallIntegerField(_("Pesanan"), default=12)

    class Meta:
        verbose_name = _("Jam ambil")
        verbose_name_plural = pgettext_lazy("banyak", "Jam ambil")
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["outlet", "weekday", "opens"], name="pickup_hours_once"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="pickup_hours_in_order",
                violation_error_message=_("Jam tutup harus sesudah jam buka."),
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H.%M}–{self.closes:%H.%M}"


class PickupWindow(models.Model):
    """One window of one day: made when somebody books it or staff change it, from the hours of the week."""

    outlet = models.ForeignKey(
        Outlet, verbose_name=_("Tempat ambil"), related_name="windows", on_delete=models.PROTECT
    )
    day = models.DateField(_("Hari"))
    opens = models.TimeField(_("Mulai"))
    closes = models.TimeField(_("Sampai"))
    capacity = models.PositiveSmallIntegerField(_("Pesanan"))
    taken = models.PositiveSmallIntegerField(_("Dipesan"), default=0)
    is_closed = models.BooleanField(_("Ditutup"), default=False)

    class Meta:
        verbose_name = _("Jam ambil hari itu")
        verbose_name_plural = pgettext_lazy("banyak", "Jam ambil hari itu")
        ordering = ["day", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["outlet", "day", "opens"], name="pickup_window_once"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")),
                name="pickup_window_never_overbooked",
                violation_error_message=_("Tidak boleh kurang dari yang sudah dipesan."),
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="pickup_window_in_order"),
        ]

    def __str__(self):
        return f"{self.outlet}, {self.day:%d-%m-%Y} {self.opens:%H.%M}"

    @property
    def hours(self):
        return f"{self.opens:%H.%M}–{self.closes:%H.%M}"
