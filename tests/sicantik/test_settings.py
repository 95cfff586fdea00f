"""A shop that strangers can reach starts only with real secrets; a local one starts with nothing at all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.check import production

ROOT = Path(__file__).resolve().parents[2]


def start(environment, show="''"):
    return subprocess.run(
        [sys.executable, "-c", f"from sicantik import settings; print({show})"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"MIDTRANS_SERVER_KEY": "", "MIDTRANS_IS_PRODUCTION": "0"}, "MIDTRANS_SERVER_KEY"),
        ({"MIDTRANS_SERVER_KEY": "SB-Mid-server-sandbox"}, "Midtrans production"),
        ({"MIDTRANS_CORE_BASE_URL": "http://127.0.0.1:9"}, "Midtrans production"),
    ],
)
def test_a_public_shop_does_not_start_without_real_secrets(tmp_path, change, complaint):
    refused = start(production(str(tmp_path)) | change)

    assert refused.returncode == 1
    assert "ImproperlyConfigured" in refused.stderr
    assert complaint in refused.stderr.splitlines()[-1]


def test_a_public_shop_starts_with_them(tmp_path):
    started = start(
        production(str(tmp_path)),
        "settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT, settings.DEMO_SITE",
    )

    assert started.stdout.strip() == "True True False"


def test_midtrans_sandbox_needs_its_keys_and_nothing_else(tmp_path):
    keys = {"MIDTRANS_SERVER_KEY": "SB-Mid-server-a", "MIDTRANS_CLIENT_KEY": "SB-Mid-client-a"}
    keys["MIDTRANS_IS_PRODUCTION"] = "0"

    started = start(
        production(str(tmp_path)) | keys,
        "repr(settings.MIDTRANS_SNAP_BASE_URL), repr(settings.MIDTRANS_CORE_BASE_URL),"
        " settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'][1]",
    )

    assert started.stdout.strip() == "'' '' https://app.sandbox.midtrans.com"


def test_a_local_secret_is_made_once_and_is_its_owners_alone(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "postgresql://x@127.0.0.1:1/x",
    }

    secrets = {start(environment, "settings.SECRET_KEY").stdout for _each in range(2)}

    assert len(secrets) == 1
    assert len(secrets.pop().strip()) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_every_setting_is_explained_and_nothing_else():
    read = set()
    for path in ("sicantik/settings.py", "gunicorn.conf.py", "tools/midtrans_simulator/options.py"):
        text = (ROOT / path).read_text()
        read |= set(
            re.findall(
                r"""env(?:\.\w+)?\(["']([A-Z_0-9]+)["']|environ(?:ment)?\.get\(["']([A-Z_]+)["']\)""", text
            )
        )
    names = {name for pair in read for name in pair if name}

    assert set(re.findall(r"^#([A-Z_0-9]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)) == names
