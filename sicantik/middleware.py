"""What every answer carries, whatever room it comes from."""

from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from orders.shipping.visitor import COOKIE as PLACE_COOKIE

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PermissionsPolicyMiddleware(MiddlewareMixin):
    def process_response(self, request, response):
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class LegibleCookiesMiddleware(MiddlewareMixin):
    """A cookie with a NUL in it, which no browser was given, counts as none: PostgreSQL could not look it up."""

    def process_request(self, request):
        for name in [name for name, value in request.COOKIES.items() if "\x00" in value]:
            del request.COOKIES[name]


class CachingMiddleware(MiddlewareMixin):
    """No shared cache keeps anything unless its view says so.

    Never what touched a session, sets a cookie, or was asked for by a visitor whose place is remembered.
    """

    PRIVATE = "private, no-cache"

    def process_response(self, request, response):
        if self._is_personal(request, response) and "public" in response.get("Cache-Control", ""):
            response.headers["Cache-Control"] = self.PRIVATE
        response.headers.setdefault("Cache-Control", self.PRIVATE)
        return response

    def _is_personal(self, request, response):
        session = getattr(request, "session", None)
        knows_place = PLACE_COOKIE in request.COOKIES
        return knows_place or bool(response.cookies) or (session is not None and session.accessed)


class PageCompressionMiddleware(GZipMiddleware):
    """Gzip for pages. Pictures are small already, and WhiteNoise sends its files compressed.

    Django pads each answer by a random number of bytes, so that its length tells nothing about secrets in it (BREACH).
    """

    TEXT = ("text/", "application/json", "application/xml")

    def process_response(self, request, response):
        if response.streaming or not response.get("Content-Type", "").startswith(self.TEXT):
            return response
        return super().process_response(request, response)


class LanguageMiddleware(MiddlewareMixin):
    """Indonesian, unless this visitor chose English.

    Django's LocaleMiddleware follows Accept-Language: many Indonesian phones are set to English, and pages would differ
    by a header that shared caches rarely honour. Here only the visitor's own choice counts.
    """

    def process_request(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
