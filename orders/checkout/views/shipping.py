from django.shortcuts import redirect, render

from orders.basket import joining
from orders.checkout.forms import ParcelForm
from orders.checkout.progress import address_lines, options_for, plans_for
from orders.checkout.summary import Summary
from orders.checkout.views.guard import with_address


@with_address
def shipping(request, parcels, progress):
    """How each parcel is sent, what that costs, and a word to the UPT."""
    options = options_for([*parcels, *joining.alternatives(parcels)], progress)
    forms = [ParcelForm(parcel, options[parcel.key], progress, request.POST or None) for parcel in parcels]
    judged = [form.is_valid() for form in forms]
    if request.POST.get("bersama") or request.POST.get("terpisah"):
        return _join(request, parcels, progress, forms)
    if all(judged):
        progress.remember(
            services={form.parcel.key: form.cleaned_data["kirim"] for form in forms},
            notes={form.parcel.key: form.cleaned_data["pesan"] for form in forms},
            gifts={form.parcel.key: form.cleaned_data["ucapan"] for form in forms},
            windows={form.parcel.key: form.cleaned_data["jam"] for form in forms},
        )
        return redirect("checkout:review")
    chosen = {form.parcel.key: form.chosen for form in forms}
    windows = {form.parcel.key: form.chosen_window for form in forms}
    context = {
        "forms": forms,
        "wrong": [field for form in forms for field in form if field.errors],
        "unserved": [form for form in forms if not form.options],
        "offers": joining.offers_of(parcels, options),
        "address": address_lines(progress),
        "summary": Summary(parcels, plans_for(parcels, options, progress, chosen, windows)),
    }
    return render(request, "checkout/shipping.html", context)


def _join(request, parcels, progress, forms):
    """Parcels of one UPT become one, or two again; what was typed on this page so far is kept with them."""
    for form in forms:
        progress.remember(
            notes=progress.notes | {form.parcel.key: form.cleaned_data.get("pesan", "")},
            gifts=progress.gift_messages | {form.parcel.key: form.cleaned_data.get("ucapan", "")},
        )
    for offer in joining.offers_of(parcels, {}):
        is_wanted = str(offer.upt.pk) == request.POST.get("terpisah" if offer.is_joined else "bersama")
        if is_wanted:
            progress.carry_words(offer.joined, is_joined=not offer.is_joined)
            joining.choose(request.session, offer.upt.pk, is_joined=not offer.is_joined)
    return redirect("checkout:shipping")
