"""Pictures and icons as HTML."""

from django import template
from django.core.files.storage import default_storage
from django.utils.translation import get_language

register = template.Library()


@register.inclusion_tag("_parts/picture.html")
def picture(image, sizes="100vw", priority=False):
    """A picture in the renditions that exist; the original while the worker has made none; an ornament for None."""
    if image is None:
        return {"image": None}
    return {
        "image": image,
        "alt": image.alt_en if get_language() == "en" and image.alt_en else image.alt_id,
        "sources": [
            (f"image/{kind}", _srcset(image.renditions[kind]))
            for kind in ("avif", "webp")
            if kind in image.renditions
        ],
        "fallback": _fallback(image),
        "sizes": sizes,
        "priority": priority,
    }


@register.inclusion_tag("_parts/icon.html")
def icon(name):
    return {"name": name}


def _srcset(files):
    widths = sorted(files, key=int)
    return ", ".join(f"{default_storage.url(files[width])} {width}w" for width in widths)


def _fallback(image):
    webp = image.renditions.get("webp")
    return default_storage.url(webp[min(webp, key=int)]) if webp else image.original.url
