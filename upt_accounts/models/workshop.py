from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Workshop(models.Model):
    """A place of making inside a UPT: a bakery, a loom shed, a sewing room.

    `capacity_per_day` counts pieces; `lead_time_days` are working days for one piece. `steps` name what a piece made to
    order goes through. Orders for a day's batch are taken until `order_by_hour`, local time, of the day before.

    `queue` is a copy of the looms' busy days for reading, written by `catalog.capacity.looms` under this row's lock:
    a list of [loom, [[first day, last day], …]].
    """

    upt = models.ForeignKey(
        "partner.Partner", verbose_name=_("UPT"), related_name="workshops", on_delete=models.PROTECT
    )
    name = models.CharField(_("Nama"), max_length=80)
    kind = models.CharField(_("Jenis"), max_length=30)
    about = models.TextField(_("Tentang bengkel"), blank=True)
    capacity_per_day = models.PositiveIntegerField(_("Kapasitas per hari"), default=1)
    lead_time_days = models.PositiveIntegerField(_("Lama pengerjaan (hari kerja)"), default=1)
    steps = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("Langkah pengerjaan"),
        default=list,
        blank=True,
        help_text=_("Misalnya: Menyiapkan benang, Menenun, Finishing. Pembeli melihatnya."),
    )
    order_by_hour = models.PositiveSmallIntegerField(
        _("Batas pesan produk harian"),
        default=20,
        help_text=_("Pesanan untuk besok diterima sampai jam ini, waktu setempat."),
    )
    queue = models.JSONField(default=list, editable=False)

    class Meta:
        app_label = "partner"
        verbose_name = _("Bengkel")
        verbose_name_plural = pgettext_lazy("banyak", "Bengkel")
        ordering = ["upt", "name"]
        constraints = [
            models.UniqueConstraint(fields=["upt", "name"], name="workshop_unique_in_upt"),
            # What lets a product's foreign key insist on a workshop of its own UPT.
            models.UniqueConstraint(fields=["id", "upt"], name="workshop_id_with_upt"),
            models.CheckConstraint(
                condition=models.Q(order_by_hour__lte=23), name="workshop_order_by_is_an_hour"
            ),
        ]

    def __str__(self):
        return self.name
