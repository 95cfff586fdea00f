"""Indonesian addresses: province, regency and district from the regions data, then street and landmark."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from oscar.apps.address.abstract_models import AbstractUserAddress

POSTCODE = RegexValidator(r"^\d{5}$", _("Kode pos terdiri atas lima angka."))


class IndonesianAddress(models.Model):
    """What Oscar's address lacks here.

    The names of places are copied into `line3`, `line4` and `state` on saving, so that an address on an old
    order reads as it did, whatever becomes of the regions table.
    """

    district = models.ForeignKey(
        "regions.District", verbose_name=_("Kecamatan"), related_name="+", on_delete=models.PROTECT
    )
    village = models.CharField(_("Kelurahan atau desa"), max_length=80, blank=True)
    landmark = models.CharField(_("Patokan"), max_length=150, blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.copy_place_names()
        super().save(*args, **kwargs)

    @property
    def recipient(self):
        return self.first_name

    def copy_place_names(self):
        regency = self.district.regency
        self.line3, self.line4, self.state = self.district.name, regency.name, regency.province.name


class UserAddress(IndonesianAddress, AbstractUserAddress):
    """An address that a registered buyer keeps."""

    class Meta(AbstractUserAddress.Meta):
        verbose_name = _("Alamat tersimpan")
        verbose_name_plural = pgettext_lazy("banyak", "Alamat tersimpan")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(is_default_for_shipping=True), name="address_one_default_a_user"
            )
        ]

    def __str__(self):
        return f"{self.first_name}, {self.line1}, {self.line4}"


from oscar.apps.address.models import *  # noqa: E402,F403,I001
