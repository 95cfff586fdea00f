"""gunicorn with one process: its threads share the clock and the faults."""

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from tools.midtrans_simulator import clockwork


class Server(BaseApplication):
    def __init__(self, chosen):
        self.chosen = chosen
        super().__init__()

    def load_config(self):
        values = {
            "bind": f"{self.chosen.host}:{self.chosen.port}",
            "workers": 1,
            # Slow answers, one of the faults, hold a thread each.
            "threads": 24,
            "worker_class": "gthread",
            "timeout": 0,
            "graceful_timeout": 1,
            "loglevel": "warning",
            # It would be a file outside VAR_DIR.
            "control_socket_disable": True,
            "post_worker_init": lambda worker: clockwork.start(),
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()


def run(chosen):
    call_command("migrate", verbosity=0, interactive=False)
    # gunicorn forks, and SQLite's connections must not cross that line.
    connections.close_all()
    print(
        f"Midtrans simulator: {chosen.public_url}/meja/, notifications go to {chosen.notification_url}",
        flush=True,
    )
    Server(chosen).run()
