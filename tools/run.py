"""`make run`: prepare the shop, then run web, worker and Midtrans simulator in the foreground until told to stop.

VAR_DIR, PORT, SIMULATOR_PORT and WEB_WORKERS choose where and how; any other setting works as well.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import requests
from honcho.manager import Manager

from sicantik.embedded_postgres import database_url

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STARTED = time.monotonic()


def main():
    os.chdir(ROOT)
    stop_cleanly_when_told()
    configure()
    refuse_taken_ports()
    # This process alone keeps the embedded PostgreSQL, so it outlives all others and stops with us.
    os.environ.setdefault("DATABASE_URL", database_url(Path(os.environ["VAR_DIR"]) / "postgres"))
    if subprocess.run([sys.executable, "-m", "tools.prepare"]).returncode:
        sys.exit("The shop could not be prepared; see above.")
    sys.exit(supervise())


def stop_cleanly_when_told():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    # A closed terminal is a request to stop like any other.
    signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))


def configure():
    """Say to all processes what settings.py would otherwise assume in each."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "sicantik.settings"
    os.environ["PYTHONUNBUFFERED"] = "1"
    os.environ["VAR_DIR"] = str(Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve())
    os.environ["PORT"] = os.environ.get("PORT") or "8000"
    os.environ["SIMULATOR_PORT"] = os.environ.get("SIMULATOR_PORT") or str(int(os.environ["PORT"]) + 1)
    if os.environ.get("DATABASE_URL") == "":
        del os.environ["DATABASE_URL"]


def needs_simulator():
    return not os.environ.get("MIDTRANS_SERVER_KEY")


def refuse_taken_ports():
    for name in ["PORT", "SIMULATOR_PORT"] if needs_simulator() else ["PORT"]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", int(os.environ[name])))
            except OSError:
                sys.exit(f"Port {os.environ[name]} is taken. Choose another one: make run {name}=9000")


def supervise():
    """Run until told to stop (0) or until one process ends by itself (1)."""
    manager = Manager()
    manager.add_process("web", f"exec {BIN}/gunicorn")
    manager.add_process("worker", f"exec {sys.executable} manage.py run_worker")
    if needs_simulator():
        manager.add_process("simulator", f"exec {sys.executable} -m tools.midtrans_simulator")
    threading.Thread(target=welcome, daemon=True).start()
    try:
        manager.loop()
    finally:
        leave_nobody_behind()
    return 0 if manager.returncode in (130, 143) else 1


def leave_nobody_behind():
    left = psutil.Process().children(recursive=True)
    for process in left:
        process.terminate()
    for process in psutil.wait_procs(left, timeout=5)[1]:
        process.kill()


def welcome():
    """Once the shop answers: where it is, and who may log in."""
    address = f"http://127.0.0.1:{os.environ['PORT']}"
    while not _answers(address):
        time.sleep(0.1)
    seconds = time.monotonic() - STARTED
    users = subprocess.run([sys.executable, "manage.py", "demo_users"], capture_output=True, text=True)
    print(f"\nSICANTIK is open after {seconds:.1f} s: {os.environ.get('SITE_URL') or address}")
    print(f"Staff: {address}/admin/   Stop with Ctrl-C.\n\n{users.stdout or users.stderr}", flush=True)


def _answers(address):
    try:
        return requests.get(f"{address}/readyz", timeout=5).ok
    except requests.RequestException:
        return False


if __name__ == "__main__":
    main()
