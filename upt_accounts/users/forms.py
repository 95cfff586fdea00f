"""django-allauth's forms in the words of the shop; what they do stays allauth's."""

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

# Label and what to do when it is left empty, by the name of the field.
WORDS = {
    "login": (_("E-mail"), _("Isi alamat e-mail.")),
    "email": (_("E-mail"), _("Isi alamat e-mail.")),
    "password": (_("Kata sandi"), _("Isi kata sandi.")),
    "oldpassword": (_("Kata sandi sekarang"), _("Isi kata sandi yang sekarang.")),
    "password1": (_("Kata sandi baru"), _("Isi kata sandi baru.")),
    "password2": (_("Kata sandi baru, sekali lagi"), _("Tulis kata sandi baru sekali lagi.")),
    "remember": (_("Tetap masuk di perangkat ini"), ""),
}
PASSWORD_HINT = _("Paling sedikit 8 huruf atau angka, dan tidak mudah ditebak.")
MAIL_HELP = _("Tulis alamat e-mail selengkapnya, misalnya nama@contoh.id.")


class Worded:
    words = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.error_messages["required"] = (WORDS | self.words)[name]
            field.help_text = PASSWORD_HINT if name == "password1" else ""
            # A label that vanishes while one types is none.
            field.widget.attrs.pop("placeholder", None)
            if name in ("login", "email"):
                field.error_messages["invalid"] = MAIL_HELP
                field.widget.attrs["inputmode"] = "email"


class LoginForm(Worded, allauth.LoginForm):
    pass


class SignupForm(Worded, allauth.SignupForm):
    words = {"password1": (_("Kata sandi"), _("Isi kata sandi."))}


class ChangePasswordForm(Worded, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(Worded, allauth.SetPasswordForm):
    pass


class ResetPasswordForm(Worded, allauth.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Worded, allauth.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(Worded, allauth.ReauthenticateForm):
    pass


class AddEmailForm(Worded, allauth.AddEmailForm):
    words = {"email": (_("E-mail baru"), _("Isi alamat e-mail yang baru."))}
