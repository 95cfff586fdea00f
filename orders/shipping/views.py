"""What it would cost to send one piece of a product somewhere: no session, no token, no basket."""

from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalog.models import Product
from catalog.promises import promise_of
from orders.shipping.forms import DestinationForm
from orders.shipping.quotes import arrival_window, estimate

FRAGMENT = "X-Fragment"


@require_safe
def shipping_estimate(request, pk):
    """The whole page, or with the header `X-Fragment: 1` only the list for a page that has the form."""
    products = Product.objects.on_sale().priced().promised()
    product = get_object_or_404(products.select_related("upt__regency__province", "workshop"), pk=pk)
    form = DestinationForm(request.GET or None)
    context = {"product": product, "form": form}
    if form.is_valid():
        context |= _ways(product, form.place)
    template = "_ways.html" if request.headers.get(FRAGMENT) == "1" else "estimate.html"
    response = render(request, f"shipping/{template}", context)
    patch_vary_headers(response, [FRAGMENT])
    return response


def _ways(product, place):
    options = estimate(product, product.upt, place)
    leaves = promise_of(product).ships_on
    ways = [(option, *arrival_window(leaves, option)) for option in options]
    return {"place": place, "ways": ways, "reason": options.reason}
