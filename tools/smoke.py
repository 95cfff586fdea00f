"""`make smoke`: a newcomer's day. A clean clone, `make run`, a purchase by browser, stop, start, the order is there."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.stage import browser, purchase
from tests.stage.environment import free_port

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = {"first": 600, "again": 60, "stop": 20}
GOODS = ("Selendang Songket Bungo Cino", "Tas Ransel Kanvas Musi")


class Smoke(Exception):
    """It does not work; the text says what."""


def main():
    folder = Path(tempfile.mkdtemp(prefix="sicantik-smoke-"))
    try:
        walk(folder)
    except Smoke as fault:
        sys.exit(f"smoke: {fault}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def walk(folder):
    clone = folder / "shop"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, clone], check=True)
    port = free_port()
    with running(clone, port, "first") as seconds:
        say("from a bare clone to the first page", seconds)
        order = buy(f"http://127.0.0.1:{port}")
    with running(clone, port, "again") as seconds:
        say("started again with its data", seconds)
        look_again(order)
        tell_by_command(clone, port, order)
    print("1 passed, 0 failed")


def buy(shop):
    """Buy of two UPTs and pay; gives the address of the paid order's page."""
    with browsing() as page:
        page.set_default_timeout(30_000)
        started = time.monotonic()
        order = purchase.buy(page, shop, GOODS)
        say("the whole purchase in the browser", time.monotonic() - started)
    return order


def look_again(order):
    with browsing() as page:
        page.goto(order)
        purchase.expect_paid(page, parcels=2)


def tell_by_command(clone, port, order):
    number = order.rstrip("/").split("/")[-2]
    told = subprocess.run(
        [clone / ".venv/bin/python", "manage.py", "show_order", number, "--json"],
        cwd=clone,
        env=environment(port),
        capture_output=True,
        text=True,
    )
    if told.returncode:
        raise Smoke(f"show_order {number}: {told.stderr}")
    told = json.loads(told.stdout)
    found = told["status"], len(told["upt_orders"]), [payment["status"] for payment in told["payments"]]
    if found != ("paid", 2, ["settled"]):
        raise Smoke(f"show_order {number} tells {found}")


@contextmanager
def browsing():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = browser.launch(playwright)
        page = browser.open_context(chromium).new_page()
        complaints = []
        browser.listen(page, complaints)
        yield page
        chromium.close()
    if complaints:
        raise Smoke("the pages complain:\n" + "\n".join(complaints))


def environment(port):
    """As on a fresh machine: nothing of what a developer may have set, but what it takes to reach the package index."""
    own = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "VAR_DIR"}}
    foreign = ("MIDTRANS_", "DATABASE_URL", "SIMULATOR_", "DEMO_", "PAYMENT_")
    return {name: value for name, value in own.items() if not name.startswith(foreign)} | {"PORT": str(port)}


@contextmanager
def running(clone, port, time_allowed):
    """`make run` in the clone; gives the seconds it took to open, and stops it as Ctrl-C would."""
    started = time.monotonic()
    log = clone.parent / f"run-{time_allowed}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            ["make", "run"],
            cwd=clone,
            env=environment(port),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_open(process, log, started + PATIENCE[time_allowed])
        yield time.monotonic() - started
    finally:
        stop(process, clone, log)


def wait_until_open(process, log, deadline):
    while "SICANTIK is open" not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise Smoke(f"the shop did not open:\n{log.read_text()}")
        time.sleep(0.2)


def stop(process, clone, log):
    started = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(PATIENCE["stop"])
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise Smoke(f"the shop did not stop:\n{log.read_text()}") from None
    left = [
        each.cmdline()
        for each in psutil.process_iter(["cmdline"])
        if str(clone) in " ".join(each.info["cmdline"] or [])
    ]
    if left:
        raise Smoke(f"the shop left processes behind: {left}")
    say("stopped, nothing left running", time.monotonic() - started)


def say(what, seconds):
    print(f"{what:40}{seconds:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
