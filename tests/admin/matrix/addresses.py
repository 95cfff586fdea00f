"""All addresses of the shop, as the URL configuration has them."""

from django.urls import get_resolver


def all_names():
    """Every (name with namespace, route); an address without a name is called by its route."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns, route="", spaces=()):
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, here, inner)
        else:
            yield ":".join((*spaces, pattern.name)) if pattern.name else here, here
