"""The way from the basket to an order in three pages, for guests and registered buyers alike."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from orders.addresses.forms import AddressForm, ContactForm
from orders.basket.middleware import forget
from orders.basket.parcels import parcels_of, problems_of
from orders.checkout.exceptions import AlreadyPlaced, PlacingRefused
from orders.checkout.fingerprint import fingerprint_of
from orders.checkout.placing import place, total_of
from orders.checkout.progress import Progress, key_of, options_for, plans_for
from orders.models import Order
from orders.payments.exceptions import PaymentNotStarted
from orders.payments.workflow import open_attempt_of, start

NOTE_LENGTH = 300
PLACED = "order_placed"


def with_basket(view):
    """Hands the view a basket that can be ordered; otherwise leads to the basket, which says what is wrong."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request):
        parcels = parcels_of(request.basket)
        if not parcels:
            return _after_an_empty_basket(request)
        if problems_of(parcels):
            return redirect("basket:summary")
        return view(request, parcels, Progress(request.session))

    return guarded


def _after_an_empty_basket(request):
    """Back button or second click after placing: the order is there already. Else the session has expired."""
    order = Order.objects.filter(pk=request.session.get(PLACED)).first()
    if order:
        return redirect(order)
    messages.error(
        request, _("Keranjang Anda kosong atau sesinya sudah berakhir. Pilih barangnya sekali lagi.")
    )
    return redirect("basket:summary")


@with_basket
def address(request, parcels, progress):
    if request.method == "POST" and AddressForm.wants_reload(request.POST):
        contact_form = ContactForm(prefix="kontak", initial=_typed(request.POST))
        return _address_page(request, contact_form, AddressForm.reloaded(request.POST))
    if request.method == "POST":
        contact_form, address_form = ContactForm(request.POST, prefix="kontak"), AddressForm(request.POST)
        # Both are judged, so that one page names everything there is to mend.
        if all([contact_form.is_valid(), address_form.is_valid()]):
            progress.remember(contact=contact_form.cleaned_data, address=address_form.cleaned_data)
            return redirect("checkout:shipping")
        return _address_page(request, contact_form, address_form)
    return _address_page(request, *_first_forms(request, progress))


def _typed(data):
    return {name: data.get(f"kontak-{name}", "") for name in ContactForm.base_fields}


def _first_forms(request, progress):
    contact = progress.data.get("contact") or (
        ContactForm.initial_from(request.user) if request.user.is_authenticated else {}
    )
    return ContactForm(prefix="kontak", initial=contact), AddressForm(
        initial=progress.data.get("address", {})
    )


def _address_page(request, contact_form, address_form):
    context = {
        "contact_form": contact_form,
        "address_form": address_form,
        "forms": [contact_form, address_form],
    }
    return render(request, "checkout/address.html", context)


@with_basket
def shipping(request, parcels, progress):
    if not progress.has_address:
        return redirect("checkout:address")
    options = options_for(parcels, progress)
    missing = []
    if request.method == "POST":
        keys = [key_of(parcel) for parcel in parcels]
        progress.remember(
            services={key: request.POST.get(f"kirim-{key}", "") for key in keys},
            notes={
                key: request.POST.get(f"pesan-{key}", "").replace("\x00", "")[:NOTE_LENGTH].strip()
                for key in keys
            },
        )
        missing = [
            parcel
            for parcel in parcels
            if options[key_of(parcel)].named(progress.chosen(key_of(parcel))) is None
        ]
        if not missing:
            return redirect("checkout:review")
    offers = [
        {
            "parcel": parcel,
            "key": key_of(parcel),
            "options": options[key_of(parcel)],
            "chosen": progress.chosen(key_of(parcel)),
            "note": progress.note(key_of(parcel)),
            "is_missing": parcel in missing,
        }
        for parcel in parcels
    ]
    return render(request, "checkout/shipping.html", {"offers": offers, "missing": missing})


@with_basket
def review(request, parcels, progress):
    if not progress.has_address:
        return redirect("checkout:address")
    plans = plans_for(parcels, options_for(parcels, progress), progress)
    if len(plans) < len(parcels):
        return redirect("checkout:shipping")
    fingerprint = fingerprint_of(plans, progress.address)
    if request.method != "POST":
        return _review_page(request, plans, progress, fingerprint)
    if request.POST.get("fingerprint") != fingerprint:
        told = _("Ada yang berubah sejak halaman ini dibuka. Periksa sekali lagi; belum ada yang ditagih.")
        return _review_page(request, plans, progress, fingerprint, told)
    return _place(request, plans, progress)


def _review_page(request, plans, progress, fingerprint, told=""):
    context = {
        "plans": plans,
        "contact": progress.contact,
        "address": progress.address,
        "total": total_of(plans),
        "fingerprint": fingerprint,
        "told": told,
    }
    return render(request, "checkout/review.html", context)


def _place(request, plans, progress):
    try:
        order = place(
            request.basket,
            plans,
            contact=progress.contact,
            address=progress.address,
            language=get_language(),
            user=request.user,
        )
    except PlacingRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("basket:summary")
    except AlreadyPlaced:
        return _leave_checkout(request, progress, Order.objects.get(basket=request.basket.pk))
    _leave_checkout(request, progress, order)
    return _lead_to_payment(request, order)


def _leave_checkout(request, progress, order):
    progress.forget()
    request.session[PLACED] = order.pk
    forget(request)
    return redirect(order)


def _lead_to_payment(request, order):
    """The order is committed: Midtrans may be slow or away now, its page can be asked for again from the order's."""
    try:
        return redirect(start(open_attempt_of(order)))
    except PaymentNotStarted:
        messages.error(
            request,
            _("Halaman bayar belum dapat dibuka. Pesanan Anda sudah tersimpan; coba lagi sebentar lagi."),
        )
        return redirect(order)
