"""What was sent to the admin after the login had ended: kept in the session until its writer is back."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from sicantik.errors import typed

KEY = "unsent"
# In letters; the longest form of the admin takes a tenth. Anybody may send here, and sessions lie in the database.
MOST = 50_000


def keep(request):
    """Files are too much for a session: `had_files` tells that some must be chosen anew."""
    fields = typed(request)
    if request.path == reverse("admin:logout") or sum(map(len, sum(fields, ()))) > MOST:
        return
    request.session[KEY] = {
        "address": request.get_full_path(),
        "fields": fields,
        "had_files": bool(request.FILES),
    }
    messages.warning(
        request, _("Anda perlu masuk lagi sebelum ini dapat disimpan. Yang Anda tulis masih ada.")
    )


def kept(request) -> dict | None:
    return request.session.get(KEY)


def forget(request):
    request.session.pop(KEY, None)


def forget_if_sent(request):
    if (kept(request) or {}).get("address") == request.get_full_path():
        forget(request)
