"""What the base template needs on every page: nothing that touches session, user or basket."""

from django.conf import settings


def site(request):
    return {"demo_site": settings.DEMO_SITE, "site_url": settings.SITE_URL}
