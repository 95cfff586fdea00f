"""What every test may ask for. `pytest`, `pytest -n 2` and `make test` all work; nothing touches `var/`.

In the test process
- `db` (or `@pytest.mark.django_db`): the test runs in a transaction that is rolled back. Cheap: the rule.
- `transactional_db` (or `django_db(transaction=True)`): real commits on a fresh clone of the migrated database, for
  threads and locks. Another thread closes its connection itself (`connection.close()`) before it ends.
- `django_capture_on_commit_callbacks(execute=True)` (pytest-django): run what waits for the commit of a `db` test.
- `run_tasks()`: run all queued tasks here and now, and those they queue; raises `TaskFailed` when one failed, else
  returns the `DBTaskResult`s. `from tests.stage.tasks import TaskFailed`.
- `mailoutbox` (pytest-django): mails kept in memory. `smtp`: a real SMTP server instead; `smtp.messages`,
  `smtp.to("ani@example.com")`, `smtp.refuse = "451 later"`.
- `noon`: twelve o'clock today in this process, so that the bread of tomorrow takes orders whenever the tests run.
- `media`: an empty MEDIA_ROOT of this test alone. Do not combine it with `shop`, which serves the session's.
- `settings`, `client`, `rf`, `django_assert_num_queries` …: pytest-django's own. Static files are not hashed here.

Over HTTP
- `shop`: the real gunicorn, 2 processes with threads, on the database that `transactional_db` gives this test: what the
  test commits, the shop sees. `shop.url`, `shop.log` (a path). It runs no worker: call `run_tasks()`.
- `start_shop(NAME=value, …)`: one more, with other environment variables, for this test only.
- `simulator`: the Midtrans simulator as a process, where `shop` and this process look for Midtrans; `simulator.url`.
- `start_simulator(NAME=value, …)`: one more, for this test only.
- Both `shop` and in-process mails use the address of `smtp`.

In a browser (only under tests/browser/): see tests/browser/conftest.py for `page`, `wide_page`, `plain_page`,
`open_page`.

Nothing may reach beyond this machine: a connection to elsewhere raises `OutsideConnection`.
"""

import os
import socket
from contextlib import ExitStack

import pytest

from tests.stage import environment

environment.prepare()


def pytest_configure(config):
    from django.conf import settings

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["tests.stage.passwords.HastyPBKDF2"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes():
    """Before the processes of `pytest -n` start: told the settings, they would read them before their own corner."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, pytestconfig):
    from tests.stage import databases

    with django_db_blocker.unblock():
        databases.prepare_template(pytestconfig.cache.mkdir("sicantik-template"))
        databases.clone(databases.own())
        databases.use(databases.own())
        databases.replace_flush()
    yield


def pytest_sessionfinish():
    if environment.is_first_process():
        from tests.stage import databases

        databases.drop_all()


@pytest.fixture(autouse=True, scope="session")
def _nothing_beyond_this_machine():
    from tests.stage.network import guarded

    before = socket.socket.connect, socket.socket.connect_ex
    socket.socket.connect, socket.socket.connect_ex = map(guarded, before)
    yield
    socket.socket.connect, socket.socket.connect_ex = before


@pytest.fixture(autouse=True)
def _begins_in_indonesian():
    """A page asked for in English leaves its thread in English, as it may between two requests of a server."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def run_tasks():
    from tests.stage import tasks

    return tasks.run_tasks


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def smtp(settings):
    from tests.stage.mail import Mailbox, controller

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    mailbox = Mailbox()
    server = controller(mailbox, settings.EMAIL_PORT)
    server.start()
    yield mailbox
    server.stop()


@pytest.fixture(scope="session")
def _shop_process(django_db_setup):
    from django.conf import settings

    from tests.stage import servers

    servers.collect_static()
    with servers.running_shop(settings.PORT) as server:
        yield server


@pytest.fixture
def shop(transactional_db, _shop_process):
    said_before = _shop_process.log.stat().st_size
    yield _shop_process
    # pytest shows it beside the failure.
    print(_shop_process.log.read_bytes()[said_before:].decode(errors="replace"))


@pytest.fixture
def start_shop(transactional_db):
    from tests.stage import servers

    servers.collect_static()
    with ExitStack() as stack:
        yield lambda **values: stack.enter_context(servers.running_shop(environment.free_port(), **values))


@pytest.fixture(scope="session")
def simulator():
    from django.conf import settings

    from tests.stage import servers

    with servers.running_simulator(settings.SIMULATOR_PORT) as server:
        yield server


@pytest.fixture
def start_simulator():
    from tests.stage import servers

    with ExitStack() as stack:
        yield lambda **values: stack.enter_context(
            servers.running_simulator(environment.free_port(), **values)
        )


@pytest.fixture
def noon():
    from django.utils import timezone

    from catalog.demo.clock import clock_at

    with clock_at(timezone.localtime().replace(hour=12, minute=0, second=0)):
        yield
