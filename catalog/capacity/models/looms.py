"""What is made to order: looms (or seats, or benches), and the jobs that queue on them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Loom(models.Model):
    """One place of a workshop at which one piece is made at a time: a loom, a sewing seat, a carver's bench."""

    workshop = models.ForeignKey(
        "partner.Workshop", verbose_name=_("Bengkel"), related_name="looms", on_delete=models.PROTECT
    )
    name = models.CharField(_("Nama"), max_length=60)
    is_active = models.BooleanField(
        _("Dipakai"), default=True, help_text=_("Tidak dipakai: tidak menerima pekerjaan baru.")
    )

    class Meta:
        verbose_name = _("Alat kerja")
        verbose_name_plural = pgettext_lazy("banyak", "Alat kerja")
        ordering = ["workshop", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "name"],
                name="loom_named_once_a_workshop",
                violation_error_message=_("Bengkel ini sudah punya alat dengan nama itu."),
            )
        ]

    def __str__(self):
        return self.name


class LoomOutage(models.Model):
    """Days on which one loom stands still while the others go on: broken, lent, cleaned."""

    loom = models.ForeignKey(
        Loom, verbose_name=_("Alat kerja"), related_name="outages", on_delete=models.CASCADE
    )
    first_day = models.DateField(_("Berhenti mulai"))
    last_day = models.DateField(_("Berhenti sampai"))
    reason = models.CharField(_("Alasan"), max_length=120)

    class Meta:
        verbose_name = _("Alat berhenti")
        verbose_name_plural = pgettext_lazy("banyak", "Alat berhenti")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="outage_days_in_order",
                violation_error_message=_("Hari terakhir tidak boleh sebelum hari pertama."),
            )
        ]

    def __str__(self):
        return f"{self.loom}: {self.reason}"


class JobStatus(models.TextChoices):
    RESERVED = "reserved", _("Menunggu pembayaran")
    QUEUED = "queued", _("Mengantre")
    STARTED = "started", _("Sedang dibuat")
    FINISHED = "finished", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


OPEN_JOBS = (JobStatus.RESERVED, JobStatus.QUEUED, JobStatus.STARTED)


class Job(models.Model):
    """One piece to be made on one loom, from `first_day` to `last_day` (both included), `work_days` working days.

    `promised_day` is the last day as it stood when the order was placed; `step` counts the workshop's steps begun.
    """

    loom = models.ForeignKey(
        Loom, verbose_name=_("Alat kerja"), related_name="jobs", on_delete=models.PROTECT
    )
    product = models.ForeignKey(
        "catalogue.Product", verbose_name=_("Produk"), related_name="jobs", on_delete=models.PROTECT
    )
    line = models.ForeignKey(
        "order.Line",
        verbose_name=_("Barang pesanan"),
        related_name="jobs",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    status = models.CharField(
        _("Status"), max_length=10, choices=JobStatus, default=JobStatus.RESERVED, editable=False
    )
    work_days = models.PositiveSmallIntegerField(_("Lama pengerjaan (hari kerja)"))
    first_day = models.DateField(_("Mulai"))
    last_day = models.DateField(_("Selesai"))
    promised_day = models.DateField(_("Dijanjikan selesai"))
    step = models.PositiveSmallIntegerField(_("Langkah"), default=0)
    finished_on = models.DateField(_("Selesai pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("Pekerjaan")
        verbose_name_plural = pgettext_lazy("banyak", "Pekerjaan")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="job_days_in_order"),
            models.CheckConstraint(condition=Q(work_days__gt=0), name="job_takes_a_day"),
            models.CheckConstraint(
                condition=Q(status=JobStatus.FINISHED, finished_on__isnull=False)
                | (~Q(status=JobStatus.FINISHED) & Q(finished_on=None)),
                name="job_finished_on_a_day",
            ),
            # Checked at commit, so that a whole queue can be moved at once.
            ExclusionConstraint(
                name="loom_makes_one_piece_at_a_time",
                expressions=[
                    ("loom", RangeOperators.EQUAL),
                    (
                        Func(
                            "first_day",
                            "last_day",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(status__in=OPEN_JOBS),
                deferrable=Deferrable.DEFERRED,
            ),
        ]
        indexes = [
            models.Index(fields=["loom", "first_day"], condition=Q(status__in=OPEN_JOBS), name="job_open")
        ]

    def __str__(self):
        return f"{self.product} · {self.loom}"
