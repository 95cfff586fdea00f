"""What it would cost to send one piece of a product somewhere, and the place that a visitor lets us remember.

No session, no token, no basket.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalog.models import Product
from catalog.promises import promise_of
from orders.basket.same_origin import is_same_origin, way_back
from orders.shipping.forms import DestinationForm, PlaceForm
from orders.shipping.quotes import arrival_window, estimate
from orders.shipping.visitor import forget, place_of, remember


@require_safe
def shipping_estimate(request, pk):
    products = Product.objects.on_sale().priced().promised()
    product = get_object_or_404(products.select_related("upt__regency__province", "workshop"), pk=pk)
    form = DestinationForm(request.GET or None)
    context = {"product": product, "form": form}
    if form.is_valid():
        context |= _ways(product, form.place)
    return render(request, "shipping/estimate.html", context)


def _ways(product, place):
    options = estimate(product, product.upt, place)
    leaves = promise_of(product).ships_on
    ways = [(option, *arrival_window(leaves, option)) for option in options]
    return {"place": place, "ways": ways, "reason": options.reason}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def destination(request):
    """Remember a visitor's place, or forget it; then back to the page that asked."""
    if request.method != "POST":
        return _ask(request, PlaceForm(), request.GET.get("next", "/"))
    if not is_same_origin(request):
        raise PermissionDenied(_("Permintaan ini tidak berasal dari toko kami."))
    response = redirect(way_back(request))
    if "lupakan" in request.POST:
        forget(response)
        return response
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, way_back(request))
    remember(response, form.place)
    return response


def _ask(request, form, back):
    context = {"form": form, "back": back, "place": place_of(request)}
    return render(request, "shipping/destination.html", context)
