"""Where django-allauth's pages keep silent about something that a visitor should know."""

from allauth.account import views
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _


class EmailView(views.EmailView):
    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        if "action_send" in request.POST and not self._did_send_verification_email:
            messages.warning(
                request,
                _("Tautan baru saja dikirim. Periksa juga folder spam, atau coba lagi tiga menit lagi."),
            )
        return response


email = login_required(EmailView.as_view())
