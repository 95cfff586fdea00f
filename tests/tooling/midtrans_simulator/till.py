"""How a test speaks with the simulator: as a shop through midtransclient, and as a customer and the desk by forms."""

import itertools
import os
import re
import time

import midtransclient
import requests
from midtransclient.error_midtrans import MidtransAPIError

KEY = "SB-Mid-server-simulator"
PATIENCE = 30
_numbers = itertools.count(1)


def new_order_id():
    return f"SC-{os.getpid()}-{next(_numbers)}"


class Till:
    def __init__(self, url):
        self.url = url
        self.snap, self.core = self._client(midtransclient.Snap), self._client(midtransclient.CoreApi)

    def _client(self, kind):
        client = kind(is_production=False, server_key=KEY, client_key="SB-Mid-client-simulator")
        client.api_config.SNAP_SANDBOX_BASE_URL = f"{self.url}/snap/v1"
        client.api_config.CORE_SANDBOX_BASE_URL = self.url
        return client

    # --- As the shop
    def open(self, order_id=None, amount=385_000, notify=None, **more):
        """A payment page; `notify` is told instead of the account's address."""
        self.snap.api_config.custom_headers = {"X-Override-Notification": notify} if notify else {}
        body = {
            "transaction_details": {"order_id": order_id or new_order_id(), "gross_amount": amount}
        } | more
        opened = self.snap.create_transaction(body)
        return Page(self, body["transaction_details"]["order_id"], **opened)

    def status(self, key):
        return self.core.transactions.status(key)

    # --- As the desk
    def at_desk(self, transaction_id, deed, **form):
        return requests.post(f"{self.url}/meja/{transaction_id}/", {"aksi": deed} | form, timeout=10)

    def turn(self, **switches):
        requests.post(f"{self.url}/meja/gangguan", switches, timeout=10).raise_for_status()

    def put_clock_forward(self, minutes):
        requests.post(f"{self.url}/meja/jam", {"menit": minutes}, timeout=10).raise_for_status()

    def set_clock_right(self):
        requests.post(f"{self.url}/meja/jam", {"benar": 1}, timeout=10).raise_for_status()

    def wait_until_told(self, transaction_id):
        """Until no notification of the transaction is on its way any more; gives the page that says so."""
        return self._wait(transaction_id, lambda desk: 'class="waiting"' not in desk)

    def wait_until_answered(self, transaction_id, answer):
        """Until the shop gave this answer to a notification of the transaction."""
        return self._wait(transaction_id, lambda desk: re.search(rf"\d\d {answer}\s", desk))

    def _wait(self, transaction_id, is_enough):
        deadline = time.monotonic() + PATIENCE
        while not is_enough(desk := self.desk(transaction_id)):
            assert time.monotonic() < deadline, desk
        return desk

    def desk(self, transaction_id):
        return requests.get(f"{self.url}/meja/{transaction_id}/", timeout=10).text

    def resend(self, transaction_id, times=1):
        newest = re.search(r"/meja/notifikasi/\d+", self.desk(transaction_id))[0]
        requests.post(self.url + newest, {"kali": times}, timeout=10).raise_for_status()


class Page:
    def __init__(self, till, order_id, token, redirect_url):
        self.till, self.order_id, self.token, self.url = till, order_id, token, redirect_url

    def post(self, **form):
        return requests.post(self.url, form, timeout=10)

    def choose(self, way):
        """Gives the transaction_id."""
        answer = self.post(cara=way)
        assert answer.status_code == 200, answer.text
        return self.status()["transaction_id"]

    def press(self, deed):
        assert self.post(aksi=deed).status_code == 200
        return self.status()

    def status(self):
        return self.till.status(self.order_id)

    def read(self):
        return requests.get(self.url, timeout=10).text


def paid(till, way, **more):
    """A page on which the customer has just paid, and the transaction_id."""
    page = till.open(**more)
    transaction_id = page.choose(way)
    page.press("bayar")
    return page, transaction_id


def refusal(call, *arguments):
    """The code and the body of what midtransclient raises."""
    try:
        answer = call(*arguments)
    except MidtransAPIError as error:
        return error.http_status_code, error.api_response_dict
    raise AssertionError(f"not refused: {answer}")
