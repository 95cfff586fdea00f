"""What must be done before the shop can serve; each step is skipped while nothing changed. In a process of its own."""

import hashlib
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tools.compile_messages import compile_messages

ROOT = Path(__file__).resolve().parent.parent


def main():
    compile_messages()
    django.setup()
    migrate()
    collect_static()
    load_demo()


def say(what):
    print(f"{what} ...", flush=True)


def migrate():
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Migrating the database")
        call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect_static():
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    wanted = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Collecting static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def load_demo():
    """On a first run, or when the first run was broken off."""
    from catalog.models import Product

    unfinished = settings.VAR_DIR / "demo_is_loading"
    if not settings.DEMO_SITE or (Product.objects.exists() and not unfinished.exists()):
        return
    say("Loading the demo data")
    started = time.monotonic()
    unfinished.touch()
    call_command("load_demo")
    unfinished.unlink()
    say(f"Demo data loaded in {time.monotonic() - started:.0f} s")


def _static_fingerprint():
    from django.apps import apps
    from django.contrib.staticfiles.finders import get_finders

    ignored = apps.get_app_config("staticfiles").ignore_patterns
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(ignored):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
