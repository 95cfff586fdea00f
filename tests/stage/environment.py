"""The environment of a test session: a folder, a PostgreSQL and ports of its own, set before Django reads its settings.

The first process makes the folder and the server; the processes of `pytest -n` inherit both by the environment and
take a corner of their own.
"""

import atexit
import os
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

from sicantik.embedded_postgres import database_url
from tools.compile_messages import compile_messages

# What a developer may have exported for `make run` must not change what a test sees.
FOREIGN = (
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "BEHIND_TLS_PROXY",
    "CACHE_URL",
    "CONN_MAX_AGE",
    "REPLICA_URL",
)
FOREIGN_PREFIXES = (
    "MIDTRANS_",
    "AWS_",
    "PAYMENT_",
    "DEMO_",
    "DEFAULT_FROM_",
    "LOG_LEVEL",
    "WEB_",
    "STORAGE_",
    "SENTRY_",
    "SIMULATOR_",
)
FOLDER = "SICANTIK_TEST_FOLDER"


def prepare():
    compile_messages()
    if FOLDER not in os.environ:
        _open()
    _take_a_corner(os.environ.get("PYTEST_XDIST_WORKER", "main"))


def folder() -> Path:
    """Shared by all processes of this session and gone afterwards."""
    return Path(os.environ[FOLDER])


def database_prefix() -> str:
    return f"test_{folder().name.rpartition('-')[2].lower()}"


def own_database() -> str:
    return f"{database_prefix()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def is_first_process() -> bool:
    return "PYTEST_XDIST_WORKER" not in os.environ


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _open():
    for name in list(os.environ):
        if name in FOREIGN or name.startswith(FOREIGN_PREFIXES):
            del os.environ[name]
    path = tempfile.mkdtemp(prefix="sicantik-test-")
    os.environ[FOLDER] = path
    # Registered before the server is: so it runs after the server has stopped.
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _hasty_server(Path(path) / "postgres")


def _hasty_server(pgdata: Path) -> str:
    """A server that may lose everything in a power cut, and is the faster for it."""
    import psycopg2

    url = database_url(pgdata)
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            cursor.execute(f"ALTER SYSTEM SET {name} = off")
        cursor.execute("SELECT pg_reload_conf()")
    connection.close()
    return url


def _take_a_corner(name: str):
    corner = folder() / name
    (corner / "media").mkdir(parents=True, exist_ok=True)
    (folder() / "static").mkdir(exist_ok=True)
    if not (corner / "static").exists():
        (corner / "static").symlink_to(folder() / "static")
    ports = {free_port() for _ in range(20)}
    web, simulator, mail = (str(ports.pop()) for _ in range(3))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "sicantik.settings",
        "VAR_DIR": str(corner),
        "PORT": web,
        "SIMULATOR_PORT": simulator,
        "SITE_URL": f"http://127.0.0.1:{web}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail}",
        # Playwright keeps an event loop in the thread that also asks the database.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
