from unittest.mock import Mock

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from sicantik import health


@pytest.fixture(autouse=True)
def ask_for_migrations_again():
    health._migrations.cache_clear()
    yield
    health._migrations.cache_clear()


def test_alive_asks_no_database(client):
    # Without the `db` fixture any query would raise.
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_when_all_parts_work(client, db, media):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "migrations": "ok", "cache": "ok", "storage": "ok"}
    assert "Set-Cookie" not in answer.headers
    assert "no-store" in answer.headers["Cache-Control"]


def test_not_ready_without_a_database_and_silent_about_where_it_is(client, db, media, monkeypatch):
    refused = Mock(cursor=Mock(side_effect=OperationalError("no route to rahasia.example as toko")))
    monkeypatch.setattr(health, "connection", refused)
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "fails"
    assert "rahasia" not in answer.content.decode()


def test_not_ready_while_a_migration_is_missing(client, db, media):
    MigrationRecorder.Migration.objects.filter(app="order").delete()
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "migrations": "fails", "cache": "ok", "storage": "ok"}


def test_not_ready_when_the_cache_forgets(client, db, media, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda key: None)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["cache"]) == (503, "fails")


def test_not_ready_when_pictures_cannot_be_stored(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "a file" / "media"
    (tmp_path / "a file").write_text("in the way")
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["storage"]) == (503, "fails")
    assert default_storage.location.startswith(str(tmp_path))


def test_crawlers_are_told_what_is_not_for_them(client):
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /ongkir/",
        "Disallow: /pembayaran/",
    ]


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/robots.txt"])
def test_machines_may_only_read(client, address):
    assert client.post(address).status_code == 405
