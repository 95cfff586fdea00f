"""The plan of a week for each product that is made daily, and until which hour orders for the next day are taken."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from catalog.admin.oven import MOST_PIECES
from catalog.capacity import oven
from catalog.capacity.models import Batch
from catalog.capacity.models.pickup import Weekday
from catalog.days import day as in_words
from catalog.models import Availability, Product
from upt_accounts import access
from upt_accounts.models import Workshop

WRONG = {
    "required": gettext_lazy("Tulis jumlahnya, boleh 0."),
    "invalid": gettext_lazy("Tulis jumlah sebagai angka, misalnya 40."),
    "min_value": gettext_lazy("Jumlah paling sedikit 0."),
    "max_value": gettext_lazy("Jumlah paling banyak %(limit_value)d."),
}


class WeekForm(forms.Form):
    """Seven numbers, Monday to Sunday, of one product."""

    def __init__(self, data=None, *, product):
        week = oven.week_of(product)
        initial = {f"hari_{weekday}": week[weekday] for weekday in range(7)}
        super().__init__(data, initial=initial, auto_id=f"{product.pk}-%s")
        for weekday, name in Weekday.choices:
            self.fields[f"hari_{weekday}"] = forms.IntegerField(
                label=name,
                min_value=0,
                max_value=MOST_PIECES,
                error_messages=WRONG,
                widget=UnfoldAdminIntegerFieldWidget(attrs={"inputmode": "numeric"}),
            )

    @property
    def numbers(self):
        return [self.cleaned_data[f"hari_{weekday}"] for weekday in range(7)]


class HourForm(forms.Form):
    jam = forms.TypedChoiceField(
        label=gettext_lazy("Pesanan untuk besok diterima sampai"),
        choices=[(hour, f"{hour:02}.00") for hour in range(24)],
        coerce=int,
        widget=UnfoldAdminSelectWidget(),
        error_messages={"invalid_choice": gettext_lazy("Pilih jamnya dari daftar.")},
    )

    def __init__(self, data=None, *, workshop):
        super().__init__(data, initial={"jam": workshop.order_by_hour}, auto_id=f"bengkel-{workshop.pk}-%s")


@dataclass
class Kitchen:
    """One workshop with its daily products and their forms; `hour_form` where this person may change the hour."""

    workshop: object
    upt: object
    hour_form: HourForm | None
    rows: list

    @property
    def from_day(self):
        return in_words(oven.first_unopened(self.upt))

    @property
    def sums(self):
        weeks = [oven.week_of(product) for product, _form in self.rows]
        return [(name, sum(week[weekday] for week in weeks)) for weekday, name in Weekday.choices]


def page(request, site):
    mine = access.of_request(request)
    if not (mine.may(access.VIEW, Batch) and mine.may(access.VIEW, Product)):
        raise PermissionDenied
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    refused = {}
    if request.method == "POST":
        refused = _change(request, mine)
        if not refused:
            return redirect(request.path)
    context = {
        **site.each_context(request),
        "title": _("Rencana seminggu"),
        "kitchens": _kitchens(mine, refused),
        "names_upt": not mine.is_of_one_upt,
        "may_plan": mine.may(access.CHANGE, Batch),
    }
    return TemplateResponse(request, "admin/capacity/week.html", context)


def _daily(mine, action):
    products = mine.rows(action, Product.objects.filter(availability=Availability.DAILY_BATCH))
    return products.select_related("upt", "workshop__upt").order_by("upt__name", "workshop__name", "title")


def _kitchens(mine, refused):
    kitchens = {}
    for product in _daily(mine, access.VIEW):
        kitchen = kitchens.get((product.upt_id, product.workshop_id))
        if kitchen is None:
            hour_form = _hour_form(mine, product.workshop, refused)
            kitchen = kitchens[product.upt_id, product.workshop_id] = Kitchen(
                product.workshop, product.upt, hour_form, []
            )
        form = refused.get(("produk", product.pk)) or WeekForm(product=product)
        kitchen.rows.append((product, form))
    return list(kitchens.values())


def _hour_form(mine, workshop, refused):
    if workshop is None or not mine.may(access.CHANGE, Workshop, workshop):
        return None
    return refused.get(("bengkel", workshop.pk)) or HourForm(workshop=workshop)


# --- Changes ---------------------------------------------------------------------------------------------------------
def _change(request, mine):
    """Do what was asked; where it cannot be, its form by ("produk" or "bengkel", key)."""
    if "bengkel" in request.POST:
        workshops = mine.rows(access.CHANGE, Workshop.objects.all())
        workshop = _row_or_404(workshops, request.POST["bengkel"])
        form = HourForm(request.POST, workshop=workshop)
        return {} if _set_hour(request, workshop, form) else {("bengkel", workshop.pk): form}
    if not mine.may(access.CHANGE, Batch):
        raise PermissionDenied
    product = _row_or_404(_daily(mine, access.CHANGE), request.POST.get("produk", ""))
    form = WeekForm(request.POST, product=product)
    return {} if _set_week(request, product, form) else {("produk", product.pk): form}


def _row_or_404(rows, key):
    row = rows.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
    if row is None:
        raise Http404
    return row


def _set_hour(request, workshop, form):
    if not form.is_valid():
        return False
    if oven.set_order_by_hour(workshop, form.cleaned_data["jam"], actor=request.user):
        text = _("Batas pesan %(name)s sekarang pukul %(hour)02d.00, mulai dengan %(day)s.")
        values = {
            "name": workshop.name,
            "hour": form.cleaned_data["jam"],
            "day": in_words(oven.first_unopened(workshop.upt)),
        }
        messages.success(request, text % values)
    return True


def _set_week(request, product, form):
    if not form.is_valid():
        return False
    try:
        is_new = oven.set_week_plan(product, form.numbers, actor=request.user)
    except oven.PlanRefused as refusal:
        for weekday, sentence in refusal.weekdays.items():
            form.add_error(f"hari_{weekday}", sentence)
        return False
    if is_new:
        text = _("Rencana %(name)s disimpan, mulai dengan %(day)s.")
        day = in_words(oven.first_unopened(product.upt))
        messages.success(request, text % {"name": product.title, "day": day})
    return True
