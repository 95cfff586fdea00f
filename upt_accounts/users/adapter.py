"""How accounts behave where django-allauth asks the project."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    def get_login_redirect_url(self, request):
        """Staff come to work, shoppers to shop."""
        return reverse("admin:index") if request.user.is_staff else super().get_login_redirect_url(request)
