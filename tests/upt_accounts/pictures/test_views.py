import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.upt_accounts.pictures.samples import picture


@pytest.fixture
def stored(media):
    return lambda name, content=None: default_storage.url(
        default_storage.save(name, content or picture(kind="WEBP"))
    )


def test_a_picture_is_served_to_be_kept_for_ever(client, stored):
    answer = client.get(stored("pictures/2026/11/kain.webp"))

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer)[8:12] == b"WEBP"
    assert not answer.cookies
    assert "Vary" not in answer


def test_a_rendition_has_its_own_type(client, stored):
    assert client.get(stored("kain-360.avif"))["Content-Type"] == "image/avif"


def test_who_has_it_already_gets_no_bytes(client, stored):
    address = stored("kain.webp")
    since = client.get(address)["Last-Modified"]

    answer = client.get(address, headers={"If-Modified-Since": since})

    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.django_db  # The page that says so has the shop's menu.
@pytest.mark.parametrize("name", ["jahat.svg", "jahat.html", "rahasia.txt"])
def test_nothing_but_pictures_is_served(client, stored, name):
    address = stored(name, ContentFile(b"<script>alert(1)</script>"))

    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["../secret_key.webp", "%2e%2e/secret_key.webp", "a%00.webp", "pictures/", "/etc/x.webp"]
)
def test_nothing_outside_the_folder_is_served(client, media, path):
    media.mkdir()
    (media.parent / "secret_key.webp").write_bytes(b"rahasia")

    assert client.get(f"/media/{path}").status_code == 404
