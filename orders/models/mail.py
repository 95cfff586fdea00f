from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderMail(models.Model):
    """One message about one event to one address: the unique row is why nobody gets it twice."""

    order = models.ForeignKey("order.Order", related_name="mails", on_delete=models.CASCADE)
    event = models.CharField(_("Peristiwa"), max_length=60)
    recipient = models.EmailField(_("Penerima"))
    queued_at = models.DateTimeField(_("Diantrekan"), auto_now_add=True)
    tried_at = models.DateTimeField(_("Terakhir dicoba"), null=True, blank=True)
    sent_at = models.DateTimeField(_("Terkirim"), null=True, blank=True)
    error = models.CharField(_("Gagal karena"), max_length=300, blank=True)

    class Meta:
        app_label = "order"
        verbose_name = _("Surat pesanan")
        verbose_name_plural = pgettext_lazy("banyak", "Surat pesanan")
        ordering = ["-queued_at"]
        indexes = [
            models.Index(fields=["queued_at"], condition=models.Q(sent_at=None), name="order_mail_unsent")
        ]
        constraints = [
            models.UniqueConstraint(fields=["order", "event", "recipient"], name="order_mail_once")
        ]

    def __str__(self):
        return f"{self.event} → {self.recipient}"
