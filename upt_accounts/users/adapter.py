"""How accounts behave where django-allauth asks the project."""

from functools import partial

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from upt_accounts.users import mails


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail atau kata sandi tidak cocok."),
        "email_taken": _("Alamat e-mail ini sudah terdaftar. Masuk, atau buat kata sandi baru bila lupa."),
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan masuk untuk alamat ini. Tunggu lima menit, lalu coba lagi."
        ),
        "rate_limited": _("Terlalu banyak permintaan. Tunggu beberapa menit, lalu coba lagi."),
        "incorrect_password": _("Kata sandi salah."),
    }

    def get_login_redirect_url(self, request):
        """Staff come to work, shoppers to shop."""
        return reverse("admin:index") if request.user.is_staff else super().get_login_redirect_url(request)

    def send_mail(self, template_prefix, email, context):
        """By the worker: a slow mail server keeps nobody waiting, and time does not tell who has an account."""
        words = {"request": allauth_context.request, "email": email, "site_url": settings.SITE_URL} | context
        letter = self.render_mail(template_prefix, email, words)
        transaction.on_commit(partial(mails.send.enqueue, letter.subject, letter.body, letter.to))
