"""Pages that are the same for everybody who only looks."""

from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

# So old may the stock be that a page from a shared cache tells; the basket and the checkout look again.
SHARED_SECONDS = 60


def for_onlookers(view):
    """Let shared caches keep the page for a minute, while browsers ask each time.

    The page may touch neither session nor basket: `CachingMiddleware` takes the permission back if it does. It differs
    by one cookie, that of the language.
    """
    return require_safe(vary_on_cookie(cache_control(public=True, max_age=0, s_maxage=SHARED_SECONDS)(view)))
