"""Switching the language: a cookie, no session, and back to the same page."""

from django.conf import settings
from django.http import HttpResponseForbidden
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from orders.basket.same_origin import is_same_origin, way_back

YEAR = 365 * 24 * 60 * 60


@csrf_exempt
@require_POST
def set_language(request):
    """Remember the visitor's language. Pages for onlookers carry no token, so the origin is checked instead."""
    if not is_same_origin(request):
        return HttpResponseForbidden()
    response = redirect(way_back(request))
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response
