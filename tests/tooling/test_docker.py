"""docker-compose.yml, as far as a machine without an engine can judge it: what it starts is there and fits together."""

from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_it_starts_web_worker_simulator_and_postgresql(services):
    assert set(services) == {"web", "worker", "simulator", "database"}


def test_what_it_starts_exists(services):
    assert services["worker"]["command"][-1] in get_commands()
    assert (ROOT / (services["simulator"]["command"][-1].replace(".", "/")) / "__main__.py").exists()
    assert "python -m tools.prepare && exec gunicorn" in services["web"]["command"][-1]


def test_shop_and_simulator_find_each_other_where_the_buyers_browser_does(services):
    """Signatures, redirects and notifications all name 127.0.0.1: the three share one network."""
    assert services["worker"]["network_mode"] == services["simulator"]["network_mode"] == "service:web"
    assert [port.split(":", 1)[0] for port in services["web"]["ports"]] == ["127.0.0.1"] * 2


def test_the_shop_runs_as_nobody_in_particular():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]

    assert users == ["10001"]
