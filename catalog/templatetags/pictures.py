"""Pictures and icons as HTML."""

from django import template
from django.core.files.storage import default_storage
from django.utils.translation import get_language

from upt_accounts.pictures.renditions import CARD_WIDTH

register = template.Library()


@register.inclusion_tag("_parts/picture.html")
def picture(image, sizes="100vw", priority=False, wide=False, alt=None):
    """A picture in the renditions that exist, else the original; an ornament for none.

    `wide` is for places where the rendition of a card would be blurred: the original stands in until wider ones exist.
    Give `alt=""` where a picture says nothing that the words beside it do not say.
    """
    if not image:
        return {"image": None}
    return {
        "image": image,
        "alt": _words(image) if alt is None else alt,
        "sources": [
            (f"image/{kind}", _srcset(image.renditions[kind]))
            for kind in ("avif", "webp")
            if kind in image.renditions and (not wide or _has_wide(image.renditions[kind]))
        ],
        "fallback": _fallback(image, wide),
        "sizes": sizes,
        "priority": priority,
    }


@register.inclusion_tag("_parts/icon.html")
def icon(name):
    return {"name": name}


def _words(image):
    return image.alt_en if get_language() == "en" and image.alt_en else image.alt_id


def _has_wide(files):
    return any(int(width) > CARD_WIDTH for width in files)


def _srcset(files):
    widths = sorted(files, key=int)
    return ", ".join(f"{default_storage.url(files[width])} {width}w" for width in widths)


def _fallback(image, wide):
    webp = image.renditions.get("webp")
    if not webp or (wide and not _has_wide(webp)):
        return image.original.url
    return default_storage.url(webp[(max if wide else min)(webp, key=int)])
