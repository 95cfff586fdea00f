"""Who may ask, and what a browser may do with the answer."""

import base64
import binascii
import functools
import hmac
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse

from tools.midtrans_simulator import transactions

SAFE = {"GET", "HEAD", "OPTIONS"}
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def only_forms_of_our_own(get_response):
    """A page elsewhere must not press buttons here; what is no browser says nothing of where it comes from."""

    def guard(request):
        if request.method not in SAFE and _is_from_elsewhere(request):
            return HttpResponse("Permintaan ini tidak berasal dari halaman simulator.", status=403)
        return get_response(request)

    return guard


def _is_from_elsewhere(request):
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site != "same-origin"
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def nothing_from_elsewhere(get_response):
    def guard(request):
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        response.setdefault("Cache-Control", "no-store")
        return response

    return guard


def what_is_due_comes_first(get_response):
    """Nobody sees as pending what ran out a moment ago."""

    def guard(request):
        transactions.do_what_is_due()
        return get_response(request)

    return guard


def for_key_holders(refuse):
    """Midtrans: Basic authentication, the server key as the name and no password."""

    def decorate(view):
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            if not _has_key(request.headers.get("Authorization", "")):
                return refuse(request)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _has_key(header):
    kind, _, secret = header.partition(" ")
    try:
        given = base64.b64decode(secret, validate=True)
    except (binascii.Error, ValueError):
        return False
    expected = f"{settings.SIMULATOR.server_key}:".encode()
    return kind.lower() == "basic" and hmac.compare_digest(given, expected)
