"""For machines: is this process alive, can it serve, and what may crawlers read."""

import logging
import os
from functools import cache as once
from pathlib import Path

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

CLOSED_TO_CRAWLERS = ("/admin/", "/ongkir/", "/pembayaran/")


class NotReady(Exception):
    """This part works, but not as the shop needs it."""


@never_cache
@require_safe
def healthz(request):
    """Alive: asks nobody, so a database that is down does not get all web processes restarted."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """Ready to serve, part by part. Why a part fails is for the log only: it may name hosts and users."""
    parts = {name: _works(name, check) for name, check in CHECKS.items()}
    words = {name: "ok" if works else "fails" for name, works in parts.items()}
    return JsonResponse(words, status=200 if all(parts.values()) else 503)


@require_safe
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {closed}" for closed in CLOSED_TO_CRAWLERS), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def _works(name, check):
    try:
        check()
    except Exception as error:
        logger.error("readyz: %s fails: %s", name, error)
        return False
    return True


def _database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@once
def _migrations():
    """Asked until it is so; it does not become undone under a running process."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("The database lacks migrations.")


def _cache():
    cache.set("readyz", "ok", 60)
    if cache.get("readyz") != "ok":
        raise NotReady("The cache forgets.")


def _storage():
    default_storage.exists("readyz")  # An S3 that cannot be reached or refuses our key raises here.
    if isinstance(default_storage, FileSystemStorage):
        folder = Path(default_storage.location)
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise NotReady("The folder of media may not be written.")


CHECKS = {"database": _database, "migrations": _migrations, "cache": _cache, "storage": _storage}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots, name="robots"),
]
