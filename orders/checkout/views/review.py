from django.contrib import messages
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from orders.basket.middleware import forget
from orders.checkout.exceptions import AlreadyPlaced, PlacingRefused
from orders.checkout.placing import place
from orders.checkout.progress import address_lines, lost_windows, options_for, plans_for
from orders.checkout.shown import differences, seal, shown_in, unseal
from orders.checkout.summary import Summary
from orders.checkout.views.guard import PLACED, back_to_basket, placed_before, with_address
from orders.payments.channels import in_words
from orders.payments.exceptions import PaymentNotStarted
from orders.payments.offering import offered
from orders.payments.workflow import open_attempt_of, start


@with_address
def review(request, parcels, progress):
    """Everything once more; the button places the order if what was shown is still true."""
    options = options_for(parcels, progress)
    plans = plans_for(parcels, options, progress)
    if len(plans) < len(parcels):
        for sentence in lost_windows(parcels, options, progress):
            messages.error(request, sentence)
        return redirect("checkout:shipping")
    shown = shown_in(plans, contact=progress.contact, address=progress.address)
    if request.method != "POST":
        return _page(request, plans, progress, shown)
    changed = differences(unseal(request.POST.get("fingerprint")), shown)
    if changed:
        return _page(request, plans, progress, shown, changed)
    return _place(request, plans, progress)


def _page(request, plans, progress, shown, changed=()):
    context = {
        "contact": progress.contact,
        "address": address_lines(progress),
        "summary": Summary([plan.parcel for plan in plans], plans),
        "fingerprint": seal(shown),
        "changed": changed,
        "ways_to_pay": in_words(offered()),
    }
    return render(request, "checkout/review.html", context)


def _place(request, plans, progress):
    try:
        order = _place_and_remember(request, plans, progress)
    except PlacingRefused as refusal:
        return back_to_basket(request, str(refusal))
    except AlreadyPlaced:
        return redirect(placed_before(request) or "basket:summary")
    forget(request)
    return _lead_to_payment(request, order)


@transaction.atomic
def _place_and_remember(request, plans, progress):
    """A second click that finds the basket gone must find the order in the session: both are committed as one."""
    order = place(
        request.basket,
        plans,
        contact=progress.contact,
        address=progress.address,
        language=get_language(),
        user=request.user,
    )
    progress.forget()
    request.session[PLACED] = order.pk
    try:
        request.session.save()
    except UpdateError as error:
        # Logged out in another tab. Django answers so itself where a session is saved after the view.
        raise SessionInterrupted from error
    return order


def _lead_to_payment(request, order):
    """The order is committed: Midtrans may be slow or away now, its page can be asked for again from the order's."""
    try:
        return redirect(start(open_attempt_of(order)))
    except PaymentNotStarted:
        messages.error(
            request,
            _(
                "Halaman pembayaran belum dapat dibuka. Pesanan Anda tetap tersimpan; coba lagi sebentar lagi."
            ),
        )
        return redirect(order)
