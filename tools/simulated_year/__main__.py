"""`make simulate`: a year of one UPT of the demo, on a database of its own that is gone afterwards.

Work goes as planned: whatever is promised for a day must then leave on it, or this ends with status 1.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from sicantik.embedded_postgres import database_url

ROOT = Path(__file__).resolve().parents[2]


def main():
    asked = argparse.ArgumentParser(prog="make simulate", description=__doc__.partition("\n")[0])
    asked.add_argument("--upt", default="LPPLG", help="code of a UPT of the demo")
    asked.add_argument("--days", type=int, default=365)
    asked.add_argument("--orders", type=float, default=8, help="on an average day")
    asked.add_argument("--seed", type=int, default=2026)
    asked = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sicantik-year-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "sicantik.settings",
            "VAR_DIR": folder,
            "DATABASE_URL": database_url(Path(folder) / "postgres"),
            # What a power cut would lose is thrown away at the end anyway.
            "PGOPTIONS": "-c synchronous_commit=off",
        }
        for command in ("migrate", "createcachetable"):
            subprocess.run([sys.executable, "manage.py", command, "-v0"], cwd=ROOT, check=True)
        sys.exit(simulate(asked))


def simulate(asked):
    import django

    django.setup()
    from tools.simulated_year import demo, report, year

    began = time.monotonic()
    upt, district = demo.load(asked.upt)
    first = date(2027, 1, 1)
    lived = year.Year(upt, district, first=first, days=asked.days, a_day=asked.orders, seed=asked.seed).run()
    found = report.report_on(upt, lived.first, lived.last)
    print(f"{upt.name}, {asked.days} days, seed {asked.seed}, {time.monotonic() - began:.0f} s")
    print(", ".join(f"{what}: {count}" for what, count in sorted(lived.told.items())))
    print("\n".join(found.lines))
    return 0 if found.kept == found.promises else 1


if __name__ == "__main__":
    main()
