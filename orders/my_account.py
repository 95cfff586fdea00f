"""A registered buyer's own pages: their orders, and who they are."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from orders.addresses.forms import ContactForm
from orders.models import Order, OrderStatus

ORDERS_PER_PAGE = 20
TONES = {
    OrderStatus.AWAITING_PAYMENT: "amber",
    OrderStatus.PAID: "leaf",
    OrderStatus.IN_PROGRESS: "leaf",
    OrderStatus.COMPLETED: "leaf",
    OrderStatus.REFUND_DUE: "amber",
}


class ProfileForm(ContactForm):
    """What the checkout fills in by itself. The e-mail address is the login and has a page of its own."""

    email = None


@never_cache
@login_required
@require_safe
def account(request):
    orders = Order.objects.filter(user=request.user).prefetch_related("upt_orders__upt").order_by("-pk")
    page = Paginator(orders, ORDERS_PER_PAGE).get_page(request.GET.get("hal"))
    for order in page:
        order.tone = TONES.get(order.status, "")
    is_proved = EmailAddress.objects.filter(user=request.user, verified=True).exists()
    return render(request, "account/home.html", {"page": page, "is_proved": is_proved})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    form = ProfileForm(request.POST or None, initial=ContactForm.initial_from(request.user))
    if form.is_valid():
        remember_buyer(request.user, form.cleaned_data)
        messages.success(request, _("Data Anda disimpan."))
        return redirect("account")
    return render(request, "account/profile.html", {"form": form})


def remember_buyer(user, contact):
    user.first_name, user.last_name, user.phone = contact["name"], "", contact["phone"]
    user.save(update_fields=["first_name", "last_name", "phone"])
