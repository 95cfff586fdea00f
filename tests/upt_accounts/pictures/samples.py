"""Pictures as people and attackers send them."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

SCRIPTED_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
GPS_POSITION = {1: "S", 2: (2.0, 59.0, 24.0), 3: "E", 4: (104.0, 45.0, 21.6)}


def upload(content, name="foto.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def picture(size=(600, 750), colour="maroon", kind="JPEG", mode="RGB", **options):
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, kind, **options)
    return upload(buffer.getvalue(), f"foto.{kind.lower()}")


def telephone_photograph(size=(4000, 3000)):
    """Twelve megapixels lying on their side, with place, maker, profile, comment; red above, blue below."""
    upright = Image.new("RGB", size[::-1], "red")
    upright.paste("blue", (0, size[0] // 2, size[1], size[0]))
    exif = Image.Exif()
    exif[0x0112] = 6  # To be turned clockwise.
    exif[0x010F] = "Telepon Petugas"
    exif.get_ifd(0x8825).update(GPS_POSITION)
    buffer = io.BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(
        buffer,
        "JPEG",
        quality=92,
        exif=exif,
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        xmp=b"<x:xmpmeta>dibuat di blok C</x:xmpmeta>",
        comment=b"dibuat di blok C",
    )
    return upload(buffer.getvalue())


def bomb(width=10_000, height=10_000):
    """A PNG of some kilobytes that claims, and would unpack to, a hundred megapixels."""
    row = b"\0" + b"\0" * (width // 8)
    pixels = zlib.compress(row * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def polyglot(kind="JPEG"):
    """A picture that is a ZIP archive and a web page as well."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("jahat.html", "<script>alert('rahasia')</script>")
    page = b"<html><script>alert('rahasia')</script></html>"
    return picture(kind=kind).read() + page + archive.getvalue()
