"""What a buyer decides about a piece that is made for them: motif, colour, size, a name to print."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class ChoiceKind(models.TextChoices):
    PICK = "pick", _("Pilihan")
    TEXT = "text", _("Tulisan")


class Choice(models.Model):
    """One question about a product, answered by one of its options, or in words of at most `max_length` characters."""

    product = models.ForeignKey(
        "catalogue.Product", verbose_name=_("Produk"), related_name="choices", on_delete=models.CASCADE
    )
    name = models.CharField(_("Nama"), max_length=60)
    name_en = models.CharField(_("Nama (Inggris)"), max_length=60, blank=True)
    kind = models.CharField(_("Jenis"), max_length=4, choices=ChoiceKind, default=ChoiceKind.PICK)
    is_required = models.BooleanField(_("Wajib diisi"), default=True)
    max_length = models.PositiveSmallIntegerField(_("Paling panjang (huruf)"), default=20)
    surcharge = models.DecimalField(
        _("Tambahan harga tulisan"),
        max_digits=10,
        decimal_places=0,
        default=0,
        help_text=_("Untuk tulisan: ditambahkan bila diisi."),
    )
    position = models.PositiveSmallIntegerField(_("Urutan"), default=0)

    class Meta:
        app_label = "catalogue"
        verbose_name = _("Pilihan pembeli")
        verbose_name_plural = pgettext_lazy("banyak", "Pilihan pembeli")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "name"], name="choice_once_a_product"),
            models.CheckConstraint(condition=Q(surcharge__gte=0), name="choice_surcharge_not_negative"),
        ]

    def __str__(self):
        return self.name

    @property
    def label(self):
        """Its name in the language of this visit; Indonesian where there is no other."""
        return self.name_en if get_language() == "en" and self.name_en else self.name


class ChoiceOption(models.Model):
    """One answer to pick, with what it adds to the price of a piece (whole rupiah)."""

    choice = models.ForeignKey(
        Choice, verbose_name=_("Pilihan pembeli"), related_name="options", on_delete=models.CASCADE
    )
    name = models.CharField(_("Nama"), max_length=60)
    name_en = models.CharField(_("Nama (Inggris)"), max_length=60, blank=True)
    surcharge = models.DecimalField(_("Tambahan harga"), max_digits=10, decimal_places=0, default=0)
    position = models.PositiveSmallIntegerField(_("Urutan"), default=0)

    class Meta:
        app_label = "catalogue"
        verbose_name = _("Jawaban")
        verbose_name_plural = pgettext_lazy("banyak", "Jawaban")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["choice", "name"], name="choice_option_once"),
            models.CheckConstraint(condition=Q(surcharge__gte=0), name="choice_option_not_cheaper"),
        ]

    def __str__(self):
        return self.name

    @property
    def label(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name
