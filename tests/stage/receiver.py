"""A tiny shop: it takes notifications over HTTP, keeps them and answers what its address says.

`receiver.url + "/503"` answers 503; `/302` and `/307` lead to `/200`.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 30


class Receiver:
    def __init__(self):
        self._taken = []
        self._news = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._take))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def bodies(self, order_id, path=None) -> list[dict]:
        """What came for one order so far, oldest first."""
        return [
            body
            for place, body in list(self._taken)
            if body["order_id"] == order_id and path in (None, place)
        ]

    def wait_for(self, order_id, status) -> dict:
        """The first notification of an order that tells this transaction_status."""
        with self._news:
            self._news.wait_for(lambda: self._find(order_id, status), PATIENCE)
        return self._find(order_id, status)

    def _find(self, order_id, status):
        told = (body for body in self.bodies(order_id) if body["transaction_status"] == status)
        return next(told, None)

    def _take(self, path, body):
        with self._news:
            self._taken.append((path, body))
            self._news.notify_all()


def _handler(take):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            take(self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(int(self.path.lstrip("/")))
            self.send_header("Location", "/200")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Nobody reads it."""

    return Handler
