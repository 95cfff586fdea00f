"""People who can log in: shoppers, petugas, curators, administrators. The e-mail address is the name."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.modelfields import PhoneNumberField


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """One person. What staff may do follows from their memberships (`upt_accounts.models.Membership`)."""

    email = models.EmailField(_("Alamat e-mail"), unique=True)
    first_name = models.CharField(_("Nama"), max_length=150, blank=True)
    last_name = models.CharField(_("Nama belakang"), max_length=150, blank=True)
    phone = PhoneNumberField(_("Nomor HP"), blank=True)
    is_staff = models.BooleanField(_("Boleh membuka admin"), default=False)
    is_active = models.BooleanField(_("Aktif"), default=True)
    date_joined = models.DateTimeField(_("Terdaftar sejak"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("Pengguna")
        verbose_name_plural = pgettext_lazy("banyak", "Pengguna")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_whatever_case",
                violation_error_message=_("Alamat e-mail ini sudah terdaftar."),
            )
        ]

    def __str__(self):
        return self.email

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        return self.first_name or self.email
