"""The only door to Midtrans: everything of `midtransclient` ends here.

The library sets no time out, and answers in four kinds of errors; both are mended here. Ids that come in are our own.
"""

import midtransclient
import requests
from django.conf import settings
from midtransclient.error_midtrans import JSONDecodeError, MidtransAPIError

from orders.payments.exceptions import GatewayRefused, GatewayUnavailable

TOO_MANY = 429


class _Session(requests.Session):
    """Waits so long and no longer, and asks no proxy of the environment about a server on this machine."""

    def __init__(self):
        super().__init__()
        self.trust_env = not settings.IS_LOCAL

    def request(self, method, url, **options):
        options.setdefault("timeout", settings.MIDTRANS_TIMEOUT)
        return super().request(method, url, **options)


def create(payload: dict) -> tuple[str, str]:
    """Open a payment page; returns Snap's (token, redirect_url). Midtrans: Snap API, POST /transactions."""
    answer = _ask(_client(midtransclient.Snap).create_transaction, payload)
    try:
        return answer["token"], answer["redirect_url"]
    except (KeyError, TypeError) as error:
        raise GatewayUnavailable("Snap answered without a page") from error


def status(midtrans_order_id: str) -> dict:
    """The truth about one attempt. GatewayRefused(404) means that no way to pay was chosen yet."""
    return _ask(_client(midtransclient.CoreApi).transactions.status, midtrans_order_id)


def cancel(midtrans_order_id: str) -> dict:
    return _ask(_client(midtransclient.CoreApi).transactions.cancel, midtrans_order_id)


def expire(midtrans_order_id: str) -> dict:
    return _ask(_client(midtransclient.CoreApi).transactions.expire, midtrans_order_id)


def _client(kind):
    client = kind(
        is_production=settings.MIDTRANS_IS_PRODUCTION,
        server_key=settings.MIDTRANS_SERVER_KEY,
        client_key=settings.MIDTRANS_CLIENT_KEY,
        custom_headers={},
        proxies={},
    )
    client.http_client.http_client = _Session()
    place = "PRODUCTION" if settings.MIDTRANS_IS_PRODUCTION else "SANDBOX"
    if settings.MIDTRANS_SNAP_BASE_URL:
        setattr(client.api_config, f"SNAP_{place}_BASE_URL", settings.MIDTRANS_SNAP_BASE_URL)
    if settings.MIDTRANS_CORE_BASE_URL:
        setattr(client.api_config, f"CORE_{place}_BASE_URL", settings.MIDTRANS_CORE_BASE_URL)
    return client


def _ask(call, argument) -> dict:
    try:
        answer = call(argument)
    except MidtransAPIError as error:
        raise _told(error) from None
    except (requests.RequestException, JSONDecodeError, AttributeError, ValueError) as error:
        # AttributeError: the library expects an object and meets a list.
        raise GatewayUnavailable(type(error).__name__) from None
    if not isinstance(answer, dict):
        raise GatewayUnavailable("not an object")
    return answer


def _told(error):
    """The body's code counts more than HTTP's: Core answers 200 with "404" inside."""
    body = error.api_response_dict if isinstance(error.api_response_dict, dict) else {}
    code = str(body.get("status_code") or error.http_status_code)
    if not code.isdigit() or int(code) >= 500 or int(code) == TOO_MANY:
        return GatewayUnavailable(f"answered {code}")
    return GatewayRefused(int(code), body.get("error_messages") or ())
