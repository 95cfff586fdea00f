"""The national curation of produk unggulan: rounds, and what each nomination came to."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Round(models.Model):
    """One round (periode penetapan); a UPT may nominate at most `quota_per_upt` products in it."""

    name = models.CharField(_("Nama"), max_length=120)
    year = models.PositiveSmallIntegerField(_("Tahun"), unique=True)
    opens_on = models.DateField(_("Dibuka"))
    closes_on = models.DateField(_("Ditutup"))
    quota_per_upt = models.PositiveSmallIntegerField(_("Kuota tiap UPT"), default=2)

    class Meta:
        verbose_name = _("Putaran kurasi")
        verbose_name_plural = pgettext_lazy("banyak", "Putaran kurasi")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_opening"
            )
        ]

    def __str__(self):
        return self.name


class Outcome(models.TextChoices):
    NOMINATED = "nominated", _("Diusulkan")
    FEATURED = "ditetapkan", _("Ditetapkan")
    DEVELOPED = "dibina", _("Dibina")
    RETURNED = "dikembalikan", _("Dikembalikan")
    REJECTED = "ditolak", _("Ditolak")


class NominationQuerySet(models.QuerySet):
    def featured_now(self):
        """Decisions that make a product a produk unggulan today."""
        today = timezone.localdate()
        return self.filter(outcome=Outcome.FEATURED, valid_from__lte=today, valid_until__gte=today)


class Nomination(models.Model):
    """One product that its UPT sent to one round, and the outcome. A badge comes from here and from nowhere else."""

    round = models.ForeignKey(
        Round, verbose_name=_("Putaran"), related_name="nominations", on_delete=models.PROTECT
    )
    product = models.ForeignKey(
        "catalogue.Product", verbose_name=_("Produk"), related_name="nominations", on_delete=models.PROTECT
    )
    outcome = models.CharField(_("Hasil"), max_length=12, choices=Outcome, default=Outcome.NOMINATED)
    valid_from = models.DateField(_("Berlaku sejak"), null=True, blank=True)
    valid_until = models.DateField(_("Berlaku sampai"), null=True, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Usulan")
        verbose_name_plural = pgettext_lazy("banyak", "Usulan")
        constraints = [
            models.UniqueConstraint(fields=["round", "product"], name="nomination_once_a_round"),
            models.CheckConstraint(
                condition=(
                    Q(outcome=Outcome.FEATURED, valid_from__isnull=False, valid_until__gte=F("valid_from"))
                    | (~Q(outcome=Outcome.FEATURED) & Q(valid_from__isnull=True, valid_until__isnull=True))
                ),
                name="nomination_valid_only_when_featured",
            ),
        ]
        indexes = [
            models.Index(
                fields=["product", "valid_until"],
                condition=Q(outcome=Outcome.FEATURED),
                name="nomination_featured",
            )
        ]

    def __str__(self):
        return f"{self.product} ({self.round})"
