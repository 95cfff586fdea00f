"""One try to hand a notification over."""

import json

import requests
from django.db import transaction as database

from tools.midtrans_simulator import clock
from tools.midtrans_simulator.models import Delivery, Try
from tools.midtrans_simulator.notifications import wait_before_retry

TIMEOUT = 15  # Midtrans: the shop has 15 s to answer.
FOLLOWED = {307, 308}
HEADERS = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Veritrans"}


def deliver(pk):
    delivery = Delivery.objects.select_related("notification").get(pk=pk)
    answer, error = _post(delivery.url, json.dumps(delivery.notification.body))
    with database.atomic():
        delivery.tries.add(Try(at=clock.now(), answer=answer, error=error), bulk=False)
        pause = wait_before_retry(answer, delivery.tries.count())
        delivery.due_at = None if pause is None else clock.now() + pause
        delivery.save(update_fields=["due_at"])


def _post(url, body, redirects=5):
    """The answer's code, or None and what went wrong. Midtrans follows 307 and 308 only."""
    try:
        with requests.Session() as session:
            # The shop is near; what the environment says about proxies is about the way out.
            session.trust_env = False
            answer = session.post(url, data=body, headers=HEADERS, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        return None, type(error).__name__
    if answer.status_code in FOLLOWED and redirects and "Location" in answer.headers:
        return _post(requests.compat.urljoin(url, answer.headers["Location"]), body, redirects - 1)
    return answer.status_code, ""
