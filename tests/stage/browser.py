"""A real Chromium that tells on its pages: what they log as errors and whom else they call."""

import os
from urllib.parse import urlsplit

from tools import chromium

PHONE, DESK = 390, 1280
# Chromium's own errands would reach for the internet; pages cannot either, whatever they ask for.
FLAGS = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def launch(playwright):
    # Chromium refuses its sandbox to root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=chromium.path(), args=FLAGS + sandbox)


def open_context(browser, *, base_url=None, width=PHONE, javascript=True, color_scheme="light", **options):
    return browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": 844 if width < 800 else 900},
        has_touch=width < 800,
        java_script_enabled=javascript,
        color_scheme=color_scheme,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        **options,
    )


def listen(page, complaints: list):
    """Add to `complaints` what the page should not do."""
    page.on("console", lambda message: _judge(message, complaints))
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", lambda request: _judge_address(request.url, complaints))


def _judge(message, complaints):
    if message.type in {"error", "warning"}:
        complaints.append(f"console: {message.text} ({message.location.get('url', '')})")


def _judge_address(url, complaints):
    parts = urlsplit(url)
    if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {"127.0.0.1", "localhost"}:
        complaints.append(f"request to another host: {url}")
