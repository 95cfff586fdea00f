"""Starting, refusing to start, and coming back."""

import os
import socket
import subprocess
import sys

import pytest

from tests.stage import environment, servers
from tests.tooling.midtrans_simulator.till import Till, paid, refusal
from tools.midtrans_simulator import options

COMMAND = [sys.executable, "-m", "tools.midtrans_simulator"]
REFUSES = "The Midtrans simulator does not start: "


def run(*arguments, **values):
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=servers.ROOT,
        env=os.environ | values,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"MIDTRANS_IS_PRODUCTION": "True"}, "MIDTRANS_IS_PRODUCTION is on."),
        ({"MIDTRANS_SERVER_KEY": "Mid-server-asli"}, "MIDTRANS_SERVER_KEY is no sandbox key."),
        ({"SIMULATOR_PORT": "delapan"}, "SIMULATOR_PORT is no port number."),
        ({"SIMULATOR_PORT": "70000"}, "SIMULATOR_PORT is no port number."),
        ({"SIMULATOR_RETRY_SECONDS": "sering"}, "SIMULATOR_RETRY_SECONDS takes 1 or 2,10,30."),
        ({"SIMULATOR_RETRY_SECONDS": "-1"}, "SIMULATOR_RETRY_SECONDS takes 1 or 2,10,30."),
    ],
)
def test_it_says_in_one_line_why_it_does_not_start(values, reason):
    done = run(**values)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{REFUSES}{reason}\n")


@pytest.mark.parametrize(
    ("said", "seconds"), [("", (2, 10, 30, 90, 210)), ("0.5", (1, 5, 15, 45, 105)), ("1,2.5", (1, 2.5))]
)
def test_minutes_of_midtrans_last_as_long_as_wanted(said, seconds):
    assert options.read({"SIMULATOR_RETRY_SECONDS": said}).retry_seconds == seconds


def test_it_does_not_start_on_a_taken_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run(SIMULATOR_PORT=port)

    assert (done.returncode, done.stderr) == (
        1,
        f"{REFUSES}port {port} of 127.0.0.1: Address already in use.\n",
    )


def test_it_remembers_everything_after_a_restart(tmp_path):
    port = environment.free_port()
    with servers.running_simulator(port, VAR_DIR=tmp_path) as server:
        page, transaction_id = paid(Till(server.url), "bca_va")
        before, unused = page.status(), Till(server.url).open()

    with servers.running_simulator(port, VAR_DIR=tmp_path) as server:
        assert Till(server.url).status(transaction_id) == before
        assert refusal(Till(server.url).open, page.order_id)[0] == 400
        assert unused.choose("gopay")
    assert [path.name for path in tmp_path.iterdir()] == [f"midtrans-simulator-{port}.sqlite3"]


def test_it_takes_another_sandbox_key_and_another_public_address(start_simulator, monkeypatch):
    monkeypatch.setattr("tests.tooling.midtrans_simulator.till.KEY", "SB-Mid-server-milik_kami")
    server = start_simulator(
        MIDTRANS_SERVER_KEY="SB-Mid-server-milik_kami", SIMULATOR_PUBLIC_URL="https://bayar.example/"
    )

    page = Till(server.url).open()

    assert page.url == f"https://bayar.example/snap/v4/redirection/{page.token}"


def test_what_it_remembers_is_described_in_full():
    done = run("makemigrations", "--check", "--dry-run", "simulator")

    assert (done.returncode, done.stdout.strip()) == (0, "No changes detected in app 'simulator'")
