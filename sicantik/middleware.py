"""What every answer carries, whatever room it comes from."""

from django.conf import settings
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PermissionsPolicyMiddleware(MiddlewareMixin):
    def process_response(self, request, response):
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


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
