"""What the base template needs on every page: nothing that touches session, user or basket."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from catalog.categories import tree_of


def site(request):
    return {
        "demo_site": settings.DEMO_SITE,
        "site_url": settings.SITE_URL,
        "menu": SimpleLazyObject(lambda: _menu(request)),
    }


def _menu(request):
    """The main categories, the one being visited marked; asked for by full pages only, not by error pages."""
    return [
        {
            "name": root.title,
            "url": root.get_absolute_url(),
            "is_current": request.path.startswith(root.get_absolute_url()),
        }
        for root in tree_of(request).roots
    ]
