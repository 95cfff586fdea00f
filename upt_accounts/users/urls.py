"""Accounts by django-allauth, under Indonesian addresses; the names are allauth's own."""

from allauth.account import views
from django.urls import path, re_path

from upt_accounts.users.views import email

urlpatterns = [
    path("masuk/", views.login, name="account_login"),
    path("keluar/", views.logout, name="account_logout"),
    path("daftar/", views.signup, name="account_signup"),
    path("tidak-aktif/", views.account_inactive, name="account_inactive"),
    path("konfirmasi-ulang/", views.reauthenticate, name="account_reauthenticate"),
    path("e-mail/", email, name="account_email"),
    path("e-mail/periksa/", views.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^e-mail/konfirmasi/(?P<key>[-:\w]+)/$", views.confirm_email, name="account_confirm_email"),
    path("kata-sandi/", views.password_change, name="account_change_password"),
    path("kata-sandi/baru/", views.password_set, name="account_set_password"),
    path("kata-sandi/lupa/", views.password_reset, name="account_reset_password"),
    path("kata-sandi/lupa/terkirim/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^kata-sandi/lupa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "kata-sandi/lupa/selesai/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
