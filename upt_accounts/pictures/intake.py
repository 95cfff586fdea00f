"""What happens to every picture that enters: checked before decoding, turned upright, reduced to its pixels.

A photograph tells where and by whom it was taken; inside a prison nobody may learn that from a shop.
"""

import hashlib
import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 2400
QUALITY = 88
# What telephones and browsers make. Animations and multi-picture files give their first picture.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
ACCEPT = "image/jpeg,image/png,image/webp,image/avif"


class CleanPicture(ContentFile):
    """What `take_in` gives: named by its content, so that an address never changes its picture."""

    def __init__(self, content: bytes, width: int, height: int):
        super().__init__(content, name=f"{hashlib.sha256(content).hexdigest()[:24]}.webp")
        self.width = width
        self.height = height


def _refusal(code):
    """Why a picture does not enter, in words for the person who chose it."""
    reasons = {
        "too_heavy": _("Ukuran berkas gambar paling besar 15 MB."),
        "too_many_pixels": _("Gambar terlalu besar: paling banyak 50 megapiksel."),
        "not_a_picture": _("Berkas ini bukan gambar yang dapat dibaca. Pakai foto JPEG, PNG, atau WebP."),
    }
    return ValidationError(reasons[code], code=code)


def take_in(upload) -> CleanPicture:
    """The clean picture for an uploaded file. Raises ValidationError, to be shown to who chose it."""
    if upload.size > MAX_BYTES:
        raise _refusal("too_heavy")
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    with warnings.catch_warnings():
        # Pillow's own limit lies above ours; ours refuses.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return _clean(data)


def _clean(data):
    image = _open(data)
    if image.width * image.height > MAX_PIXELS:
        raise _refusal("too_many_pixels")
    try:
        if _is_clean_already(image, data):
            image.load()
            return CleanPicture(data, *image.size)
        return _encoded(_upright_rgb(image))
    except Exception as error:
        # A broken or hostile file makes decoders raise nearly anything: every one of them is a refusal.
        raise _refusal("not_a_picture") from error


def _open(data):
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _refusal("too_many_pixels") from error
    except Exception as error:
        raise _refusal("not_a_picture") from error


def _is_clean_already(image, data):
    """Whether it is a plain lossy WebP of a fitting size: one chunk of pixels and not a byte besides."""
    chunk_length = int.from_bytes(data[16:20], "little")
    return (
        data[8:16] == b"WEBPVP8 "
        and len(data) == 20 + chunk_length + chunk_length % 2 == 8 + int.from_bytes(data[4:8], "little")
        and image.mode == "RGB"
        and max(image.size) <= MAX_SIDE
    )


def _upright_rgb(image):
    # A JPEG decodes straight to a fraction of its size: a 50-megapixel photograph then takes no 150 MB.
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    image.load()
    image = _in_srgb(_upright(image))
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image


def _upright(image):
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # The pixels are good; the notes about them are broken and do not matter.
        return image


def _in_srgb(image):
    """The picture in plain sRGB: colour profile applied, transparency laid on white."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # A profile that does not fit its picture: the colours stay as they are.
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")


def _encoded(image):
    image.info.clear()  # Savers pass on what they find there.
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=4)
    return CleanPicture(buffer.getvalue(), *image.size)
