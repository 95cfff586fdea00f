"""Processes a test talks to over HTTP: the shop under gunicorn and the Midtrans simulator."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tests.stage import databases, environment

ROOT = Path(__file__).resolve().parents[2]
BOOT_SECONDS = 60


@dataclass(frozen=True)
class Server:
    url: str
    log: Path

    def __str__(self):
        return self.url


@contextmanager
def running_shop(port: int, **overrides):
    """The shop under gunicorn on the live database of this test process; `overrides` are environment variables."""
    site = {"PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}", "DATABASE_URL": _live_url()}
    values = (
        os.environ | {"WEB_WORKERS": "2"} | site | {name: str(value) for name, value in overrides.items()}
    )
    with _running([Path(sys.executable).with_name("gunicorn")], port, values, "web") as server:
        yield server


@contextmanager
def running_simulator(port: int, **overrides):
    values = (
        os.environ | {"SIMULATOR_PORT": str(port)} | {name: str(value) for name, value in overrides.items()}
    )
    with _running([sys.executable, "-m", "tools.midtrans_simulator"], port, values, "simulator") as server:
        yield server


def collect_static():
    """Once for all processes of the session: the hashed and compressed files the live shop serves."""
    with databases.one_at_a_time():
        if not (environment.folder() / "static" / "staticfiles.json").exists():
            _manage("collectstatic", "--noinput", "--verbosity=0")


def _manage(*arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=True)


def _live_url():
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{databases.live()}").geturl()


@contextmanager
def _running(command, port, values, name):
    log = environment.folder() / f"{name}-{port}.log"
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=values, stdout=output, stderr=subprocess.STDOUT)
    try:
        server = Server(f"http://127.0.0.1:{port}", log)
        _wait_until_it_answers(process, server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_it_answers(process, server):
    deadline = time.monotonic() + BOOT_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            requests.get(f"{server.url}/healthz", timeout=5)
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError(f"{server.url} does not answer:\n{server.log.read_text()}")
