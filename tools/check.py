"""`make check`: everything that can be said about the code without running it. Needs no database and no network."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

CHECKS = {
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "code": [BIN / "ruff", "check", "--quiet", "."],
    "templates": [BIN / "djlint", "templates", "tools/midtrans_simulator/templates", "--lint", "--quiet"],
    "imports": [BIN / "lint-imports", "--no-cache"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "production settings": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "translations": [sys.executable, "-m", "tools.check_translations"],
    "Dockerfile": [BIN / "hadolint", "Dockerfile"],
    "requirements": [sys.executable, "tools/compile_requirements.py", "--check"],
}


def production(var_dir):
    """The environment of a shop that strangers can reach; nobody listens where its database should be."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", var_dir),
        "VAR_DIR": var_dir,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "https://toko.example",
        "ALLOWED_HOSTS": "toko.example",
        "DATABASE_URL": "postgresql://toko:rahasia@127.0.0.1:1/toko",
        "EMAIL_URL": "smtp+tls://toko:rahasia@surat.example:587",
        "MIDTRANS_SERVER_KEY": "Mid-server-contoh",
        "MIDTRANS_CLIENT_KEY": "Mid-client-contoh",
        "MIDTRANS_IS_PRODUCTION": "1",
        # Without a database makemigrations warns that it cannot compare it with the recorded history.
        "PYTHONWARNINGS": "ignore::RuntimeWarning",
    }


def passes(name, command, environment):
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    verdict = "ok" if done.returncode == 0 else "FAILS"
    print(f"{name:22}{verdict:6}{time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode:
        print(f"\n{done.stdout}{done.stderr}", flush=True)
    return done.returncode == 0


def main():
    with tempfile.TemporaryDirectory(prefix="sicantik-check-") as var_dir:
        environment = production(var_dir)
        verdicts = [passes(name, command, environment) for name, command in CHECKS.items()]
    sys.exit(not all(verdicts))


if __name__ == "__main__":
    main()
