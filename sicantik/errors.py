"""Pages for what went wrong. Those for 500 and 503 are rendered without a context, so that they need no database."""

import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token

RETRY_AFTER = 60
SECRET = re.compile("password|csrf")


def typed(request) -> list[tuple[str, str]]:
    """What a form sent, to be sent once more; passwords are typed anew."""
    return [
        (name, value) for name, values in request.POST.lists() if not SECRET.search(name) for value in values
    ]


def csrf_failure(request, reason=""):
    """A form that was open too long, often while somebody logged in in another window: can be sent once more.

    Only if it is a page of ours, which browsers tell: else a stranger's form would need but one touch more.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    page = {
        "form_expired": True,
        "typed": typed(request) if is_ours else [],
        "had_files": bool(request.FILES),
    }
    return render(request, "403.html", page, status=403)


def too_many_requests(request):
    """What was typed goes into the page, so that trying again sends it again."""
    response = render(request, "429.html", {"typed": typed(request)}, status=429)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


@requires_csrf_token
def server_error(request):
    """Tells a fault of ours (500) from a database that does not answer (503, and when to come again)."""
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return HttpResponse(get_template("500.html").render(), status=500)
    return HttpResponse(
        get_template("503.html").render(), status=503, headers={"Retry-After": str(RETRY_AFTER)}
    )
