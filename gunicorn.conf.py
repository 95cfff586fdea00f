"""How gunicorn serves the shop; it reads this file by itself wherever it is started in this folder."""

import os

wsgi_app = "sicantik.wsgi"
bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = 4
# The code is loaded once and shared by all workers: less memory, a faster start.
preload_app = True
timeout = 60
graceful_timeout = 20
max_requests = 10_000
max_requests_jitter = 1_000
# A worker's heartbeat file on a slow disk would block it.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - the files are unlinked at once
# Its place is the home of the user, where two shops of one machine would share it; nobody needs it.
control_socket_disable = True
