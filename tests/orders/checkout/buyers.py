"""A buyer on the other end of a real connection, who fills in what the pages ask for."""

import html
import re

import requests

from tests.orders.checkout.walking import ADDRESS, BASKET, OURS, REVIEW, SHIPPING, answers


class Buyer:
    def __init__(self, shop):
        self.shop, self.session = shop, requests.Session()
        # The shop hangs up on who pauses; a browser would dial again by itself.
        self.session.headers["Connection"] = "close"

    def get(self, page):
        return self.session.get(self.shop.url + page)

    def post(self, page, data=None):
        """The answer itself, not the page it leads to."""
        return self.session.post(self.shop.url + page, data, headers=OURS, allow_redirects=False, timeout=60)

    def go_to_review(self, district, *products, **changes):
        """Fill a basket and go as far as the last page; keeps what its form would send."""
        for product in products:
            self.post(f"/keranjang/tambah/{product.pk}/", {"quantity": 1})
        token = hidden_fields(self.get(ADDRESS))
        self.post(ADDRESS, answers(district, **changes) | token)
        shipping = self.get(SHIPPING)
        self.post(SHIPPING, checked_radios(shipping) | token)
        self.last_page = hidden_fields(self.get(REVIEW))
        return self

    def pay(self):
        return self.post(REVIEW, self.last_page)

    def basket(self):
        return self.get(BASKET).text


def hidden_fields(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    return {name: html.unescape(value) for name, value in found}


def checked_radios(page):
    return dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)" [^>]*checked', page.text))
