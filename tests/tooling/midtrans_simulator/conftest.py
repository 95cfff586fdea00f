"""A simulator that sends its retries at once, and the shop it tells."""

import pytest

from tests.stage import environment, servers
from tests.stage.receiver import Receiver
from tests.tooling.midtrans_simulator.till import Till


@pytest.fixture(scope="session")
def receiver():
    with Receiver() as receiver:
        yield receiver


@pytest.fixture(scope="session")
def _process(receiver):
    values = {"SIMULATOR_NOTIFICATION_URL": f"{receiver.url}/200", "SIMULATOR_RETRY_SECONDS": "0"}
    with servers.running_simulator(environment.free_port(), **values) as server:
        yield server


@pytest.fixture
def till(_process):
    return Till(_process.url)


@pytest.fixture
def trouble(till):
    """`trouble(status="503")`; everything works again afterwards."""
    yield till.turn
    till.turn(**dict.fromkeys(("snap", "status", "tindakan", "kabar", "bank"), "normal"))
