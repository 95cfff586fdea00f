"""The mail by which somebody who begins to work here makes a password."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse


def invite(user):
    """Send a link that makes a password, as django-allauth's own for a forgotten one. Call after the commit."""
    link = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    context = {
        "user": user,
        "invitation_url": settings.SITE_URL + link,
        "site_url": settings.SITE_URL,
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
    }
    get_adapter().send_mail("account/email/invitation", user.email, context)
