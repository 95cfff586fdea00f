"""Who placed an order, with its page in the shop and the page at Midtrans' simulator open; everything over HTTP."""

import re

import requests

from tests.tooling.midtrans_simulator.till import Page

OURS = {"Sec-Fetch-Site": "same-origin"}


class Buyer:
    def __init__(self, shop, bank, order):
        self.bank, self.order = bank, order
        self.address = f"{shop.url}{order.get_absolute_url()}"

    def press(self, button, **form) -> str:
        """A button of the order's page, by its address; gives where it leads."""
        answer = requests.post(
            f"{self.address}{button}/", form, headers=OURS, allow_redirects=False, timeout=20
        )
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def go_to_pay(self, **form) -> Page:
        """To Midtrans' page, by the main button; `cara="lain"` by the other one."""
        url = self.press("bayar", **form)
        assert url.startswith(self.bank.url), url
        return Page(self.bank, self.attempt.midtrans_order_id, url.rpartition("/")[2], url)

    def pays(self, page, way):
        """From the choice to the money, and until the shop has heard of both."""
        transaction_id = page.choose(way)
        page.press("bayar")
        self.bank.wait_until_told(transaction_id)
        return transaction_id

    @property
    def attempt(self):
        return self.order.attempts.last()

    @property
    def attempts(self):
        return list(self.order.attempts.values_list("status", flat=True))

    @property
    def status(self):
        self.order.refresh_from_db()
        return self.order.status

    def reads(self, news="") -> str:
        """The order's page as text."""
        html = (
            requests.get(self.address + news, timeout=20).text.partition("<main")[2].partition("</main>")[0]
        )
        return " ".join(re.sub(r"<[^>]+>", " ", html).split())

    def heading(self) -> str:
        html = requests.get(self.address, timeout=20).text
        return re.search(r"<h1>(.*?)</h1>", html)[1]
