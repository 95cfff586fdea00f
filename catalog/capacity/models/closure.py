from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Closure(models.Model):
    """Days, first to last, on which nothing is made and nothing leaves: of one workshop, of a UPT, or (no UPT) of all.

    National holidays and joint leave are known already (`catalog.capacity.workdays`); here stands what comes besides.
    """

    upt = models.ForeignKey(
        "partner.Partner",
        verbose_name=_("UPT"),
        related_name="closures",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
    )
    workshop = models.ForeignKey(
        "partner.Workshop",
        verbose_name=_("Bengkel"),
        related_name="closures",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text=_("Kosong: seluruh UPT tutup."),
    )
    first_day = models.DateField(_("Tutup mulai"))
    last_day = models.DateField(_("Tutup sampai"))
    reason = models.CharField(_("Alasan"), max_length=120)

    class Meta:
        verbose_name = _("Hari tutup")
        verbose_name_plural = pgettext_lazy("banyak", "Hari tutup")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="closure_days_in_order",
                violation_error_message=_("Hari terakhir tidak boleh sebelum hari pertama."),
            ),
            models.CheckConstraint(
                condition=Q(workshop=None) | Q(upt__isnull=False), name="closure_of_a_workshop_names_its_upt"
            ),
        ]
        indexes = [models.Index(fields=["upt", "last_day"], name="closure_ahead")]

    def __str__(self):
        return f"{self.first_day:%d-%m-%Y}: {self.reason}"
