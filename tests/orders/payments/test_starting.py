"""The real midtransclient over HTTP, against a server that answers as it is told."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from orders.payments import gateway
from orders.payments.exceptions import GatewayRefused, GatewayUnavailable
from orders.payments.payload import cleaned, payload_of
from orders.payments.workflow import open_attempt
from tests.factories.orders import UptOrderFactory, add_line
from tests.factories.products import ProductFactory

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def midtrans(settings):
    """A server whose `answer` is (HTTP code, body); `asked` keeps method, path, user and body of each question."""

    class Handler(BaseHTTPRequestHandler):
        def reply(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            user = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
            self.server.asked.append((self.command, self.path, user, json.loads(body) if body else None))
            code, text = self.server.answer
            self.send_response(code)
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = reply  # noqa: N815

        def log_message(self, *_args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.answer = (
        [],
        (201, json.dumps({"token": "tok", "redirect_url": "http://127.0.0.1/bayar"})),
    )
    settings.MIDTRANS_CORE_BASE_URL = f"http://127.0.0.1:{server.server_port}"
    settings.MIDTRANS_SNAP_BASE_URL = f"{settings.MIDTRANS_CORE_BASE_URL}/snap/v1"
    settings.MIDTRANS_TIMEOUT = (1.0, 1.0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def attempt(db):
    part = UptOrderFactory()
    add_line(part, ProductFactory(upt=part.upt, title="Songket | Lepus\x07 " + "panjang " * 9), quantity=2)
    part.order.refresh_from_db()
    return open_attempt(part.order)


def pay(client, attempt):
    return client.post(attempt.order.get_absolute_url() + "bayar/", headers=OURS)


def test_the_buyer_is_led_to_midtrans_page_and_to_the_same_one_again(client, midtrans, attempt, settings):
    assert pay(client, attempt).url == "http://127.0.0.1/bayar"
    assert pay(client, attempt).url == "http://127.0.0.1/bayar"

    [(method, path, user, body)] = midtrans.asked
    assert (method, path, user) == ("POST", "/snap/v1/transactions", f"{settings.MIDTRANS_SERVER_KEY}:")
    assert body["transaction_details"] == {
        "order_id": attempt.midtrans_order_id,
        "gross_amount": int(attempt.amount),
    }


def test_what_snap_is_told_adds_up_and_keeps_its_rules(attempt):
    body = payload_of(attempt)

    assert sum(item["price"] * item["quantity"] for item in body["item_details"]) == attempt.amount
    assert all(len(item["name"]) <= 50 and "|" not in item["name"] for item in body["item_details"])
    assert body["expiry"]["start_time"].endswith("+0700")
    assert len(json.dumps(body)) <= 16_000


def test_lines_that_do_not_add_up_are_never_sent(attempt):
    attempt.amount += 1

    with pytest.raises(ValueError, match="add up"):
        payload_of(attempt)


@pytest.mark.parametrize(("text", "name"), [("a|b\nc\x00d", "a b c d"), ("x" * 60, "x" * 50), ("\x01", "-")])
def test_names_are_cleaned_for_midtrans(text, name):
    assert cleaned(text) == name


@pytest.mark.parametrize(
    "answer",
    [(500, "{}"), (502, "<html>"), (200, "[]"), (201, "{}"), (429, "{}"), (401, '{"error_messages": ["x"]}')],
)
def test_when_snap_fails_the_order_stays_payable(client, midtrans, attempt, answer):
    midtrans.answer = answer

    assert pay(client, attempt).url == f"{attempt.order.get_absolute_url()}?kabar=belum-terbuka"

    midtrans.answer = (201, json.dumps({"token": "tok", "redirect_url": "http://127.0.0.1/bayar"}))
    assert pay(client, attempt).url == "http://127.0.0.1/bayar"


def test_an_attempt_without_a_chosen_channel_is_unknown_to_midtrans(midtrans):
    midtrans.answer = (
        200,
        json.dumps({"status_code": "404", "status_message": "Transaction doesn't exist."}),
    )

    with pytest.raises(GatewayRefused) as refusal:
        gateway.status("SC-1-1")

    assert refusal.value.code == 404


def test_expiring_is_a_success_though_its_code_reads_like_an_error(midtrans):
    midtrans.answer = (200, json.dumps({"status_code": "407", "transaction_status": "expire"}))

    assert gateway.expire("SC-1-1")["transaction_status"] == "expire"


def test_nobody_listening_is_told_as_unavailable(settings):
    settings.MIDTRANS_CORE_BASE_URL = "http://127.0.0.1:9"

    with pytest.raises(GatewayUnavailable):
        gateway.status("SC-1-1")


def test_another_site_cannot_start_a_payment(client, midtrans, attempt):
    response = client.post(
        attempt.order.get_absolute_url() + "bayar/", headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 403
    assert midtrans.asked == []
