"""The smaller copies of a picture that pages show. Slow: only the worker makes them."""

import io
import mimetypes
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

# S3 is told the type by the ending; Python knows WebP only on machines that have a list of their own.
mimetypes.add_type("image/webp", ".webp")
# A card shows this width to most visitors: made first.
CARD_WIDTH = 360
# Widths that phones wait for are squeezed to a budget, best quality first. Of the demo's drawn and photographed cloth
# seven in ten fit 12 KiB at 60 and every one at 29; nine in ten fit 40 KiB at 57 and every one at 40.
BUDGETS = {CARD_WIDTH: 12 * 1024, 720: 40 * 1024}
QUALITIES = {CARD_WIDTH: (60, 52, 44, 36, 29), 720: (57, 48, 40, 32)}
WIDTHS = {"avif": (180, 360, 720, 1200), "webp": (360, 720)}
# AVIF at speed 8 takes a third of the time of 6 and five per cent more bytes: right but for the many small cards.
SETTINGS = {"avif": {"quality": 57, "speed": 8}, "webp": {"quality": 74, "method": 4}}
CARD_SPEED = 6


@dataclass(frozen=True)
class Rendition:
    kind: str
    width: int

    def path_for(self, original: str) -> str:
        return f"{original.rpartition('.')[0]}-{self.width}.{self.kind}"


def wanted(width: int) -> list[Rendition]:
    """The renditions of a picture of that width, the most needed first. Nothing is ever scaled up.

    A picture narrower than the widest step gets a rendition of its own width in its place.
    """
    return sorted(
        (
            Rendition(kind, step)
            for kind, steps in WIDTHS.items()
            for step in {min(step, width) for step in steps}
        ),
        key=lambda rendition: (rendition.width != CARD_WIDTH, rendition.kind, rendition.width),
    )


def missing(picture) -> list[Rendition]:
    """What `picture.renditions` does not list yet."""
    made = picture.renditions
    return [one for one in wanted(picture.width) if str(one.width) not in made.get(one.kind, {})]


def open_original(picture) -> Image.Image:
    with default_storage.open(picture.original.name) as file:
        image = Image.open(file)
        image.load()
    return image.convert("RGB")


def store(image: Image.Image, rendition: Rendition, original: str) -> str:
    """Make one rendition and put it into the storage; returns its path there."""
    height = max(1, round(image.height * rendition.width / image.width))
    small = image.resize((rendition.width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    path = rendition.path_for(original)
    # What lies there is not listed, so it is the torn work of a worker that was killed.
    default_storage.delete(path)
    return default_storage.save(path, ContentFile(_encoded(small, rendition)))


def _encoded(image, rendition):
    if rendition.kind != "avif" or rendition.width not in BUDGETS:
        return _save(image, rendition.kind)
    speed = CARD_SPEED if rendition.width == CARD_WIDTH else SETTINGS["avif"]["speed"]
    for quality in QUALITIES[rendition.width]:
        data = _save(image, "avif", quality=quality, speed=speed)
        if len(data) <= BUDGETS[rendition.width]:
            break
    return data


def _save(image, kind, **settings):
    buffer = io.BytesIO()
    image.save(buffer, kind, **(SETTINGS[kind] | settings))
    return buffer.getvalue()
