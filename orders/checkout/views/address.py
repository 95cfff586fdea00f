from django.shortcuts import redirect, render

from orders.addresses import book, drafts
from orders.addresses.forms import ContactForm
from orders.checkout.forms import DeliveryForm, KeptAddressForm
from orders.checkout.summary import Summary
from orders.checkout.views.guard import with_basket
from orders.my_account import remember_buyer

CONTACT = "kontak"


@with_basket
def address(request, parcels, progress):
    """Who orders, and where it goes: an address of the buyer's book, or a new one."""
    kept = _kept_addresses(request.user)
    if request.method != "POST":
        forms = _first_forms(request.user, kept, progress)
    elif DeliveryForm.wants_reload(request.POST):
        forms = _reloaded_forms(request.POST, kept)
    else:
        forms = _sent_forms(request.POST, kept)
        # All are judged, so that one page names everything there is to mend.
        judged = [form.is_valid() for form in forms if form]
        if all(judged):
            _remember(request, progress, *forms)
            return redirect("checkout:shipping")
    return _page(request, parcels, *forms)


def _kept_addresses(user):
    if not user.is_authenticated:
        return []
    return list(book.addresses_of(user))


def _first_forms(user, kept, progress):
    contact = progress.data.get("contact") or (
        ContactForm.initial_from(user, next(iter(kept), None)) if user.is_authenticated else {}
    )
    picked = progress.data.get("kept") if progress.has_address else next((str(each.pk) for each in kept), "")
    typed = progress.has_address and not picked
    return (
        ContactForm(prefix=CONTACT, initial=contact),
        KeptAddressForm(kept=kept, initial={"alamat": picked or KeptAddressForm.NEW}),
        DeliveryForm.filled(progress.address, contact) if typed else DeliveryForm(),
    )


def _reloaded_forms(data, kept):
    contact = {name: data.get(f"{CONTACT}-{name}", "") for name in ContactForm.base_fields}
    choice = {"alamat": KeptAddressForm.NEW, "simpan": "simpan" in data}
    return (
        ContactForm(prefix=CONTACT, initial=contact),
        KeptAddressForm(kept=kept, initial=choice),
        DeliveryForm.reloaded(data),
    )


def _sent_forms(data, kept):
    """The address form is None where an address of the book was picked."""
    choice = KeptAddressForm(data, kept=kept)
    return ContactForm(data, prefix=CONTACT), choice, None if choice.picked else DeliveryForm(data)


def _remember(request, progress, contact_form, choice_form, address_form):
    user = request.user
    if user.is_authenticated and not (user.get_full_name() and user.phone):
        remember_buyer(user, contact_form.cleaned_data)
    if address_form is None:
        draft, picked = drafts.draft_of(choice_form.picked), str(choice_form.picked.pk)
    else:
        draft, picked = address_form.draft_for(contact_form.cleaned_data), ""
        if user.is_authenticated and choice_form.cleaned_data["simpan"]:
            picked = str(book.keep(user, draft).pk)
    progress.remember(contact=contact_form.cleaned_data, address=draft, kept=picked)


def _page(request, parcels, contact_form, choice_form, address_form):
    context = {
        "contact_form": contact_form,
        "choice_form": choice_form,
        "address_form": address_form or DeliveryForm(),
        "wrong": [
            field
            for form in (contact_form, choice_form, address_form)
            if form
            for field in form
            if field.errors
        ],
        "summary": Summary(parcels),
    }
    return render(request, "checkout/address.html", context)
