from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BatchQuerySet(models.QuerySet):
    def taking_orders(self):
        """Those that a buyer can still order from: not closed, before their hour, and not all taken."""
        return self.filter(order_by__gt=timezone.now(), closed_at=None, taken__lt=F("planned"))

    def ahead(self, first, last):
        """Those from `first` to `last` days after today, where the UPT is; 0 is today itself."""
        today = Cast(Func(F("product__upt__time_zone"), Now(), function="timezone"), models.DateField())
        return self.annotate(today=today).filter(day__gte=F("today") + first, day__lte=F("today") + last)


class Batch(models.Model):
    """What is made of one product on one day: `planned` pieces, of which `taken` are ordered.

    Orders are taken until `order_by`. What is not ordered by then (`left`) goes to the UPT's own shop.
    """

    product = models.ForeignKey(
        "catalogue.Product", verbose_name=_("Produk"), related_name="batches", on_delete=models.PROTECT
    )
    day = models.DateField(_("Hari"))
    planned = models.PositiveSmallIntegerField(_("Dibuat"))
    taken = models.PositiveSmallIntegerField(_("Dipesan"), default=0)
    order_by = models.DateTimeField(_("Pesan sebelum"))
    closed_at = models.DateTimeField(_("Ditutup"), null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("Produksi harian")
        verbose_name_plural = pgettext_lazy("banyak", "Produksi harian")
        ordering = ["day", "product"]
        constraints = [
            models.UniqueConstraint(fields=["product", "day"], name="batch_once_a_day"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("planned")),
                name="batch_never_oversold",
                violation_error_message=_("Jumlahnya tidak boleh kurang dari yang sudah dipesan."),
            ),
        ]
        indexes = [models.Index(fields=["day"], name="batch_by_day")]

    def __str__(self):
        return f"{self.product}, {self.day:%d-%m-%Y}"

    @property
    def is_closed(self):
        return self.closed_at is not None or self.order_by <= timezone.now()

    @property
    def left(self):
        return self.planned - self.taken
