"""The shop's only line to Midtrans: nothing else imports `midtransclient`.

Every call may take as long as MIDTRANS_TIMEOUT allows, so none belongs inside a transaction. Each raises
GatewayUnavailable or GatewayRefused and nothing else.
"""

import json
import re
from contextlib import contextmanager
from urllib.parse import urlsplit

import midtransclient
import requests
from django.conf import settings
from midtransclient.error_midtrans import JSONDecodeError, MidtransAPIError

from orders.payments.exceptions import GatewayRefused, GatewayUnavailable

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
TOO_MANY_REQUESTS = 429
TOKEN = re.compile(r"[A-Za-z0-9-]{1,64}")


def create(payload: dict) -> dict:
    """Open a payment page; gives {"token", "redirect_url"}."""
    with _client(midtransclient.Snap) as client:
        page = _asked(client.create_transaction, payload)
    if not _is_page(page):
        raise GatewayUnavailable("The answer names no payment page.")
    return page


def close_page(token: str):
    """Close a payment page on which no way to pay was chosen yet. `midtransclient` has no method for it."""
    if not TOKEN.fullmatch(token):
        raise GatewayRefused(404)
    with _client(midtransclient.Snap) as client:
        config = client.api_config
        address = f"{config.get_snap_base_url()}/transactions/{token}/cancel"
        _asked(client.http_client.request, "post", config.server_key, address, {}, {}, {})


def status(identity: str) -> dict:
    """What became of an attempt, by our id or its transaction's; refused with 404 while no way to pay was chosen."""
    return _transaction("status", identity)


def cancel(midtrans_order_id: str) -> dict:
    return _transaction("cancel", midtrans_order_id)


def expire(midtrans_order_id: str) -> dict:
    return _transaction("expire", midtrans_order_id)


def _transaction(action, midtrans_order_id):
    with _client(midtransclient.CoreApi) as client:
        return _asked(getattr(client.transactions, action), midtrans_order_id)


class _Session(requests.Session):
    """`requests` waits for ever by default, and sends even what is meant for this machine through a proxy."""

    def request(self, method, url, **options):
        self.trust_env = urlsplit(url).hostname not in LOOPBACK
        options.setdefault("timeout", settings.MIDTRANS_TIMEOUT)
        return super().request(method, url, **options)


@contextmanager
def _client(kind):
    """A client of its own for each call: a session shared between threads is not safe."""
    client = kind(
        is_production=settings.MIDTRANS_IS_PRODUCTION,
        server_key=settings.MIDTRANS_SERVER_KEY,
        client_key=settings.MIDTRANS_CLIENT_KEY,
        custom_headers={},
        proxies={},
    )
    _point_elsewhere(client.api_config)
    with _Session() as session:
        client.http_client.http_client = session
        yield client


def _point_elsewhere(config):
    """The library has no setting for its addresses, but reads them through the instance."""
    place = "PRODUCTION" if settings.MIDTRANS_IS_PRODUCTION else "SANDBOX"
    if settings.MIDTRANS_SNAP_BASE_URL:
        setattr(config, f"SNAP_{place}_BASE_URL", settings.MIDTRANS_SNAP_BASE_URL.rstrip("/"))
    if settings.MIDTRANS_CORE_BASE_URL:
        setattr(config, f"CORE_{place}_BASE_URL", settings.MIDTRANS_CORE_BASE_URL.rstrip("/"))


def _asked(call, *arguments):
    """Call, and turn the library's four kinds of errors into ours.

    `from None`: their texts hold the whole answer, which is a buyer's business and not the log's.
    """
    try:
        answer = call(*arguments)
    except MidtransAPIError as error:
        raise _refusal(error) from None
    except (requests.RequestException, JSONDecodeError) as error:
        raise GatewayUnavailable(type(error).__name__) from None
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        # The library takes for granted that every answer is an object with a numeric status code.
        raise GatewayUnavailable(f"unreadable answer: {type(error).__name__}") from None
    return _storable(answer[0] if isinstance(answer, tuple) else answer)


def _refusal(error):
    answer = error.api_response_dict if isinstance(error.api_response_dict, dict) else {}
    code = _number(answer.get("status_code")) or error.http_status_code
    if code >= 500 or code == TOO_MANY_REQUESTS or error.http_status_code >= 500:
        return GatewayUnavailable(str(code))
    reasons = answer.get("error_messages") or [answer.get("status_message", "")]
    return GatewayRefused(code, [str(reason)[:120] for reason in reasons if reason])


def _number(text):
    return int(text) if str(text).isdecimal() else None


def _storable(answer):
    """What PostgreSQL's JSON cannot hold (NUL, NaN, half a surrogate pair) is no answer of Midtrans either."""
    try:
        text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError):
        raise GatewayUnavailable("unreadable answer") from None
    if not isinstance(answer, dict) or "\\u0000" in text:
        raise GatewayUnavailable("unreadable answer")
    return answer


def _is_page(page):
    token, address = page.get("token"), page.get("redirect_url")
    if not isinstance(token, str) or not isinstance(address, str) or len(address) > 500:
        return False
    return bool(TOKEN.fullmatch(token)) and urlsplit(address).scheme in {"https", "http"}
