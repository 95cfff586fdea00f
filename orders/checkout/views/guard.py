"""What every step of the checkout asks first: is there something to order, and has the step before been done?"""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from orders.basket.joining import joined, joined_upts
from orders.basket.parcels import parcels_of, problems_of
from orders.checkout.progress import Progress
from orders.models import Order

PLACED = "order_placed"


def with_basket(view):
    """Hands the view a basket that can be ordered; otherwise leads to the basket, which says what is wrong."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request):
        parcels = joined(parcels_of(request.basket), joined_upts(request.session))
        if not parcels:
            return _after_an_empty_basket(request)
        if problems_of(parcels):
            return back_to_basket(request)
        return view(request, parcels, Progress(request.session))

    return guarded


def with_address(view):
    """For the steps after the address."""

    @with_basket
    @wraps(view)
    def guarded(request, parcels, progress):
        if progress.has_address:
            return view(request, parcels, progress)
        if request.method == "POST":
            # The page was open for longer than the session lived: the goods are still there, the address is not.
            messages.error(
                request, _("Sesi Anda sudah berakhir. Barang Anda masih ada; tulis alamatnya sekali lagi.")
            )
            return redirect("basket:summary")
        return redirect("checkout:address")

    return guarded


def back_to_basket(request, reason=""):
    """To the page that shows what is wrong with the basket; a button pressed is told to have done nothing."""
    if request.method == "POST":
        nothing_done = _("Pesanan belum dibuat dan belum ada yang ditagih.")
        messages.error(request, f"{reason} {nothing_done}".strip())
    return redirect("basket:summary")


def placed_before(request):
    """The order placed last in this session, read afresh: the click before this one may have placed it just now."""
    kept = type(request.session)(request.session.session_key)
    return Order.objects.filter(pk=kept.get(PLACED)).first()


def _after_an_empty_basket(request):
    """Back button or second click after placing: the order is there already. Else the session has expired."""
    order = placed_before(request)
    if order:
        return redirect(order)
    messages.error(
        request, _("Keranjang Anda kosong atau sesinya sudah berakhir. Pilih barangnya sekali lagi.")
    )
    return redirect("basket:summary")
