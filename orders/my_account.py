"""A registered buyer's own page: their orders."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from orders.models import Order

ORDERS_PER_PAGE = 20


@never_cache
@login_required
@require_safe
def account(request):
    orders = (
        Order.objects.filter(user=request.user).prefetch_related("upt_orders__upt").order_by("-date_placed")
    )
    page = Paginator(orders, ORDERS_PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "account/home.html", {"page": page})
