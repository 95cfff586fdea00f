"""Oscar's lazy basket, with three changes: no special offers (there are none yet, and they cost queries), a merge
on login that never asks for more than there is, and a cookie by which cached pages show how full the basket is.
"""

from django.conf import settings
from django.contrib import messages
from django.utils.functional import SimpleLazyObject, empty
from django.utils.translation import gettext as _
from oscar.apps.basket.middleware import BasketMiddleware as OscarBasketMiddleware

from orders.basket.models import Basket

COUNT_COOKIE = "keranjang_jumlah"
COUNT_LIFETIME = 30 * 24 * 60 * 60


class BasketMiddleware(OscarBasketMiddleware):
    def apply_offers_to_basket(self, request, basket):
        """No offers, nothing to apply."""

    def get_basket(self, request):
        """The open basket of this visit; for who just logged in, joined with the one filled before."""
        if request._basket_cache is None:
            request._basket_cache = self._find_basket(request)
        return request._basket_cache

    def _find_basket(self, request):
        cookie_key = self.get_cookie_key(request)
        guest_basket = self.get_cookie_basket(cookie_key, request, Basket.open)
        if not request.user.is_authenticated:
            return guest_basket or Basket()
        basket, _is_new = Basket.open.get_or_create(owner=request.user)
        if guest_basket:
            capped = basket.take_over(guest_basket)
            request.cookies_to_delete.append(cookie_key)
            _tell_about_merge(request, capped)
        return basket

    def process_response(self, request, response):
        if response.status_code >= 500:
            # The database may be what failed: it is not asked again.
            return response
        response = super().process_response(request, response)
        guest_cookie = response.cookies.get(self.get_cookie_key(request))
        if guest_cookie is not None:
            guest_cookie["samesite"] = "Lax"
        if _was_looked_at(request):
            _show_count(request, response)
        return response


def forget(request):
    """The basket of this visit is gone: ordered, or its owner has logged out. The answer's cookies follow."""
    request.basket = Basket()
    request.cookies_to_delete.append(settings.OSCAR_BASKET_COOKIE_OPEN)


def _was_looked_at(request):
    basket = request.basket
    return not (isinstance(basket, SimpleLazyObject) and basket._wrapped is empty)


def _show_count(request, response):
    """Pages that are the same for everybody read this cookie with a script; nothing else ever trusts it."""
    count, shown = request.basket.count_pieces(), request.COOKIES.get(COUNT_COOKIE)
    if count and shown != str(count):
        response.set_cookie(
            COUNT_COOKIE, count, max_age=COUNT_LIFETIME, secure=request.is_secure(), samesite="Lax"
        )
    elif not count and shown is not None:
        response.delete_cookie(COUNT_COOKIE, samesite="Lax")


def _tell_about_merge(request, capped):
    messages.info(request, _("Barang yang Anda pilih sebelum masuk sudah disatukan dengan keranjang Anda."))
    for product in capped:
        messages.warning(
            request, _("Jumlah “%(name)s” disesuaikan dengan stok yang ada.") % {"name": product.name}
        )
