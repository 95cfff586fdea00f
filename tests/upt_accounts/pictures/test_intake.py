import io
import tracemalloc
import zipfile

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from tests.upt_accounts.pictures.samples import (
    SCRIPTED_SVG,
    bomb,
    picture,
    polyglot,
    telephone_photograph,
    upload,
)
from upt_accounts.pictures.intake import take_in

NOT_A_PICTURE = "Berkas ini bukan gambar yang dapat dibaca. Pakai foto JPEG, PNG, atau WebP."
TOO_MANY_PIXELS = "Gambar terlalu besar: paling banyak 50 megapiksel."


def opened(clean):
    clean.seek(0)
    return Image.open(clean)


def close_to(pixel, colour, tolerance=12):
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, colour, strict=True))


def test_a_telephones_photograph_comes_upright_and_without_its_story():
    clean = take_in(telephone_photograph())
    image = opened(clean)

    assert (clean.width, clean.height) == image.size == (1800, 2400)
    assert close_to(image.getpixel((900, 300)), (254, 0, 0))
    assert close_to(image.getpixel((900, 2100)), (0, 0, 254))
    assert (
        image.format,
        dict(image.getexif()),
        image.info.keys() & {"icc_profile", "xmp", "exif", "comment"},
    ) == (
        "WEBP",
        {},
        set(),
    )
    content = clean.open().read()
    assert not any(trace in content for trace in (b"blok C", b"Telepon", b"Exif", b"EXIF", b"ICCP", b"XMP "))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"bukan gambar",
        SCRIPTED_SVG,
        b"%PDF-1.7 ...",
        b"GIF89a" + b"\0" * 100,
        picture().read()[:2000],
        picture(kind="PNG", size=(900, 900)).read()[:-200],
        picture(kind="WEBP").read()[:-20],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    ],
    ids=["empty", "text", "svg", "pdf", "gif", "torn jpeg", "torn png", "torn webp", "hollow png"],
)
def test_what_is_not_a_picture_is_refused(content):
    with pytest.raises(ValidationError) as refusal:
        take_in(upload(content))

    assert refusal.value.messages == [NOT_A_PICTURE]


@pytest.mark.parametrize("size", [(10_000, 10_000), (30_000, 30_000), (50_001, 1000)])
def test_a_bomb_is_refused_before_it_unfolds(size):
    content = bomb(*size)
    tracemalloc.start()
    with pytest.raises(ValidationError) as refusal:
        take_in(upload(content, "kain.png"))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert refusal.value.messages == [TOO_MANY_PIXELS]
    assert peak < 2 * len(content) + 1_000_000


def test_a_file_of_thirty_megabytes_is_refused_unread():
    heavy = upload(b"\xff\xd8" + b"\0" * 30 * 1024 * 1024)

    with pytest.raises(ValidationError) as refusal:
        take_in(heavy)

    assert refusal.value.messages == ["Ukuran berkas gambar paling besar 15 MB."]
    assert heavy.tell() == 0


def test_transparent_becomes_white():
    clean = take_in(picture(kind="PNG", mode="RGBA", colour=(255, 0, 0, 0)))

    assert close_to(opened(clean).getpixel((10, 10)), (255, 255, 255))


def test_a_palette_with_a_transparent_colour_lies_on_white():
    content = picture(kind="PNG", mode="P", colour=0, transparency=0).read()

    assert close_to(opened(take_in(upload(content, "logo.png"))).getpixel((10, 10)), (255, 255, 255))


def test_a_palette_grey_and_print_colours_come_as_rgb():
    for mode, kind, colour in (
        ("P", "PNG", 0),
        ("L", "JPEG", 128),
        ("CMYK", "JPEG", (0, 255, 255, 0)),
        ("I;16", "PNG", 9),
    ):
        assert opened(take_in(picture(kind=kind, mode=mode, colour=colour))).mode == "RGB"


def test_a_profile_that_does_not_fit_is_dropped():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

    for profile in (lab, b"sampah"):
        assert opened(take_in(picture(icc_profile=profile))).size == (600, 750)


def test_an_animation_gives_its_first_picture():
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:])

    image = opened(take_in(upload(buffer.getvalue(), "gerak.webp")))

    assert (image.n_frames, close_to(image.getpixel((9, 9)), (255, 0, 0))) == (1, True)


def test_a_telephones_file_of_two_pictures_gives_the_first():
    buffer = io.BytesIO()
    first, second = (Image.new("RGB", (300, 300), colour) for colour in ("red", "blue"))
    first.save(buffer, "MPO", save_all=True, append_images=[second])

    assert close_to(opened(take_in(upload(buffer.getvalue()))).getpixel((9, 9)), (254, 0, 0))


def test_a_clean_webp_is_kept_byte_by_byte():
    original = picture(kind="WEBP").read()

    assert take_in(upload(original, "gambar.webp")).read() == original


@pytest.mark.parametrize("smuggled", ["exif", "tail"])
def test_a_webp_with_anything_besides_pixels_is_written_anew(smuggled):
    content = picture(kind="WEBP", exif=b"Exif\0\0rahasia" if smuggled == "exif" else b"").read()
    if smuggled == "tail":
        content += b"<script>rahasia</script>"

    assert b"rahasia" not in take_in(upload(content, "gambar.webp")).read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_is_an_archive_and_a_page_as_well_comes_as_a_picture_alone(kind):
    content = polyglot(kind)
    assert zipfile.is_zipfile(io.BytesIO(content))

    clean = take_in(upload(content)).read()

    assert not zipfile.is_zipfile(io.BytesIO(clean))
    assert not any(trace in clean for trace in (b"<script", b"<html", b"jahat", b"PK\x03\x04"))
    # One WebP container, as long as it says, and nothing behind it.
    assert len(clean) == 8 + int.from_bytes(clean[4:8], "little")


def test_the_name_follows_from_the_content_and_tells_nothing():
    first, again, other = (take_in(picture(colour=colour)).name for colour in ("maroon", "maroon", "gold"))

    assert first == again != other
    assert "foto" not in first
