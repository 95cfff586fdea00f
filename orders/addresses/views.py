"""A registered buyer's address book. Nobody else's addresses are found."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders.addresses import book as addresses
from orders.addresses import drafts
from orders.addresses.forms import AddressForm


def own(view):
    """Give the view the address instead of its key."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, pk):
        return view(request, get_object_or_404(addresses.addresses_of(request.user), pk=pk))

    return guarded


@never_cache
@login_required
@require_safe
def book(request):
    entries = [(address, drafts.lines_of(address)) for address in addresses.addresses_of(request.user)]
    return render(request, "account/addresses.html", {"entries": entries})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    receiver = {"recipient": request.user.get_full_name(), "phone": request.user.phone}
    form = _form(request, receiver)
    if request.method == "POST" and form.is_valid():
        addresses.keep(request.user, form.cleaned_data)
        messages.success(request, _("Alamat disimpan."))
        return redirect("addresses:book")
    return render(request, "account/address.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@own
def change(request, address):
    form = _form(request, drafts.draft_of(address))
    if request.method == "POST" and form.is_valid():
        try:
            addresses.change(address, form.cleaned_data)
        except addresses.AddressKnown as known:
            form.add_error("line1", str(known))
        else:
            messages.success(request, _("Alamat diubah."))
            return redirect("addresses:book")
    return render(request, "account/address.html", {"form": form, "address": address})


@require_POST
@own
def make_usual(request, address):
    addresses.make_usual(address)
    messages.success(request, _("Alamat utama diganti."))
    return redirect("addresses:book")


@require_http_methods(["GET", "HEAD", "POST"])
@own
def remove(request, address):
    """Asks first; orders keep their own copy of the address."""
    if request.method == "POST":
        address.delete()
        messages.success(request, _("Alamat dihapus."))
        return redirect("addresses:book")
    return render(request, "account/address_remove.html", {"lines": drafts.lines_of(address)})


def _form(request, known):
    """What is known at first, and what was typed so far when the next list is asked for."""
    if request.method != "POST":
        return AddressForm(initial=known)
    if AddressForm.wants_reload(request.POST):
        return AddressForm.reloaded(request.POST)
    return AddressForm(request.POST)
