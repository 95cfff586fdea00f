"""Was this POST sent from one of our own pages?

Pages for onlookers are shared by caches and carry no CSRF token. Where such a page has a form, its view is exempt from
the token and asks here instead: every browser in use says where a POST comes from.
"""

from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme


def is_same_origin(request) -> bool:
    """True if the browser says that the request comes from this site; False if it says otherwise or nothing at all."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site in ("same-origin", "none")
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    if not sender:
        return False
    try:
        sent_from = urlsplit(sender)
    except ValueError:
        return False
    return (sent_from.scheme, sent_from.netloc) == (request.scheme, request.get_host())


def way_back(request) -> str:
    """Where a form says that it came from (`next`), if that is a page of ours; else the home page."""
    back = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if ours else "/"
