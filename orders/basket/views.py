"""The basket: put in, change, take out. Its own page is the only one that reads it; others show a cookie's number."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from catalog import days
from catalog.choices import ChoicesForm, as_sent, asked_for, choice_facts
from catalog.models import Product
from orders.basket import joining
from orders.basket.forms import QuantityForm, WishForm
from orders.basket.models import Line
from orders.basket.parcels import parcels_of, problems_of, shown_line
from orders.basket.same_origin import is_same_origin
from orders.basket.travel import choose, fetched_keys, obstacle_of
from orders.shipping.visitor import journeys_of, place_of

REMOVED, REFUSED = "basket_removed", "basket_refused"
# Letters of a refused quantity that come back to its writer: enough for any slip.
TYPED = 20


def changes_basket(view):
    """For POSTs from pages without a token: checks where they come from, and leads to the basket afterwards."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_same_origin(request):
            raise PermissionDenied(_("Permintaan ini tidak berasal dari toko kami."))
        view(request, *args, **kwargs)
        return redirect("basket:summary")

    return guarded


@never_cache
@require_safe
def summary(request):
    parcels = joining.joined(parcels_of(request.basket), joining.joined_upts(request.session))
    place = place_of(request)
    journeys = journeys_of([*parcels, *joining.alternatives(parcels)], place)
    for parcel in parcels:
        parcel.journey = journeys.get(parcel.key)
        if parcel.journey:
            parcel.obstacle = obstacle_of(parcel, parcel.journey.options, fetched_keys(request.session))
    context = {
        "parcels": parcels,
        "place": place,
        "charge": _charge_of(parcels),
        "offers": joining.offers_of(parcels, {key: each.options for key, each in journeys.items()}),
        "problems": problems_of(parcels),
        "total": sum(parcel.subtotal for parcel in parcels),
        "removed": request.session.pop(REMOVED, None),
        "refused": _mendable(request.session.pop(REFUSED, None)),
    }
    return render(request, "basket/summary.html", context)


def _charge_of(parcels):
    journeys = [parcel.journey for parcel in parcels if parcel.journey]
    return sum(journey.usual.charge for journey in journeys if journey.usual)


@changes_basket
def add(request, pk):
    """Put in; what cannot be is told on the basket page, which offers, once, to mend it there."""
    products = Product.objects.on_sale().priced().promised().annotate(**choice_facts())
    product = get_object_or_404(products.filter(price__isnull=False), pk=pk)
    wish = WishForm(request.POST, product=product)
    if not wish.is_valid():
        request.session[REFUSED] = _refused(product, wish)
        return
    supply, day = wish.cleaned_data["asal"], wish.cleaned_data["hari"]
    choices = ChoicesForm(asked_for(product, supply), request.POST)
    form = QuantityForm(
        request.POST,
        left=wish.promise.available,
        already=request.basket.count_of(product, supply=supply, day=day),
    )
    if not all([form.is_valid(), choices.is_valid()]):
        request.session[REFUSED] = _refused(product, form, wish, choices)
        return
    request.basket.put_in(
        product, form.cleaned_data["quantity"], supply=supply, day=day, choices=choices.answers()
    )
    messages.success(request, _("“%(name)s” ada di keranjang Anda.") % {"name": product.name})


@changes_basket
def update(request, line_id):
    """Another number of pieces, or another day of the oven."""
    line = _own_line(request, line_id)
    shown = shown_line(line)
    if line.day and request.POST.get("hari", "") not in ("", line.day.isoformat()):
        _move(request, line)
        return
    form = QuantityForm(request.POST, left=shown.promise.available)
    if not form.is_valid():
        _tell(request, line, form)
        return
    price = shown.price
    changed = Line.objects.filter(pk=line.pk).update(
        quantity=form.cleaned_data["quantity"], price_incl_tax=price, price_excl_tax=price
    )
    if not changed:
        raise Http404
    messages.success(request, _("Jumlah “%(name)s” diubah.") % {"name": line.product.name})


def _move(request, line):
    """To another day, as if put in anew: what is in the basket of that day already becomes one line with it."""
    wish = WishForm(request.POST, product=line.product)
    if not wish.is_valid():
        _tell(request, line, wish)
        return
    supply, day = wish.cleaned_data["asal"], wish.cleaned_data["hari"]
    already = request.basket.count_of(line.product, supply=supply, day=day)
    form = QuantityForm(request.POST, left=wish.promise.available, already=already)
    if not form.is_valid():
        _tell(request, line, form)
        return
    with transaction.atomic():
        if not Line.objects.filter(pk=line.pk).delete()[0]:
            raise Http404
        request.basket.put_in(
            line.product, form.cleaned_data["quantity"], supply=supply, day=day, choices=line.choices
        )
    told = {"name": line.product.name, "day": days.weekday(day)}
    messages.success(request, _("“%(name)s” sekarang untuk %(day)s.") % told)


def _tell(request, line, form):
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, f"“{line.product.name}”: {error}")


@changes_basket
def remove(request, line_id):
    """Take a line out; the basket page then offers, once, to put it back."""
    line = _own_line(request, line_id)
    line.delete()
    request.session[REMOVED] = {
        "product": line.product_id,
        "quantity": line.quantity,
        "name": line.product.name,
        "supply": line.supply,
        "day": line.day.isoformat() if line.day else "",
        "choices": as_sent(line.choices, line.asked),
    }


@changes_basket
def join(request):
    """What a UPT has ready waits for what it makes, or does not after all."""
    wanted = request.POST.get("upt", "")
    upts = {str(parcel.upt.pk): parcel.upt.pk for parcel in parcels_of(request.basket)}
    if wanted not in upts:
        raise Http404
    joining.choose(request.session, upts[wanted], is_joined=bool(request.POST.get("bersama")))


@changes_basket
def fetch(request):
    """A parcel that cannot be sent to the visitor's place is fetched instead, or is not after all."""
    key = request.POST.get("paket", "")
    parcels = joining.joined(parcels_of(request.basket), joining.joined_upts(request.session))
    if key not in {parcel.key for parcel in parcels}:
        raise Http404
    choose(request.session, key, is_fetched=bool(request.POST.get("ambil")))


def _own_line(request, line_id):
    return get_object_or_404(request.basket.all_lines(), pk=line_id)


def _refused(product, *forms):
    """What was asked for and why it cannot be, as the basket page shows it; `choices` are mended field by field."""
    typed = forms[0].data
    choices = next((form for form in forms if isinstance(form, ChoicesForm)), None)
    return {
        "product": product.pk,
        "address": product.get_absolute_url(),
        "name": product.name,
        "quantity": typed.get("quantity", "")[:TYPED],
        "asal": typed.get("asal", "")[:TYPED],
        "hari": typed.get("hari", "")[:TYPED],
        "choices": choices.typed if choices else {},
        "errors": [str(error) for form in forms for errors in form.errors.values() for error in errors],
        "days": [[str(day), days.weekday(day)] for form in forms for day in getattr(form, "other_days", [])],
    }


def _mendable(refused):
    """The form that mends what was refused; where there were choices to make, each with what is wrong beside it."""
    if not (refused and refused["choices"]):
        return refused
    product = Product.objects.filter(pk=refused["product"]).annotate(**choice_facts()).first()
    return refused | {"form": ChoicesForm(product.asked if product else [], refused["choices"])}
