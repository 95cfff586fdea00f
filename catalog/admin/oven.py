"""The oven desk: what is made today, tomorrow and on the days after, to be changed on a telephone in two taps."""

from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from catalog.admin.desk_days import DeskDays, in_words
from catalog.capacity import oven
from catalog.capacity.models import Batch
from catalog.days import weekday
from catalog.promises import today_at
from upt_accounts import access

MOST_PIECES = 9999
# What − and + change.
STEP = 5


class PlannedForm(forms.Form):
    """How many are made of one batch. − and + count from what was typed, and save at once."""

    batch = forms.IntegerField(widget=forms.HiddenInput())
    jumlah = forms.IntegerField(
        label=gettext_lazy("Dibuat"),
        min_value=0,
        max_value=MOST_PIECES,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Tulis jumlahnya, misalnya 40."),
            "invalid": gettext_lazy("Tulis jumlah sebagai angka, misalnya 40."),
            "min_value": gettext_lazy("Jumlah paling sedikit 0."),
            "max_value": gettext_lazy("Jumlah paling banyak %(limit_value)d."),
        },
    )
    ubah = forms.TypedChoiceField(
        choices=[("-", "−"), ("+", "+")], coerce=lambda sign: STEP if sign == "+" else -STEP, required=False
    )

    def clean(self):
        cleaned = super().clean()
        if "jumlah" in cleaned:
            cleaned["jumlah"] = max(cleaned["jumlah"] + (cleaned.get("ubah") or 0), 0)
        return cleaned


@dataclass
class Day:
    """The batches of one workshop on one day."""

    words: str
    rows: list = field(default_factory=list)

    @property
    def planned(self):
        return sum(batch.planned for batch, _form in self.rows)

    @property
    def taken(self):
        return sum(batch.taken for batch, _form in self.rows)


def page(request, site):
    mine = access.of_request(request)
    if not mine.may(access.VIEW, Batch):
        raise PermissionDenied
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    refused = None
    if request.method == "POST":
        refused = _change(request, mine)
        if refused is None:
            return redirect(request.get_full_path())
    days = DeskDays.asked_by(request)
    batches = list(_batches(mine, days))
    context = {
        **site.each_context(request),
        "title": _("Produksi"),
        "workshops": _by_workshop(batches, refused),
        "days": list(days.links(timezone.localdate())),
        "names_upt": not mine.is_of_one_upt,
        "may_change": mine.may(access.CHANGE, Batch),
        "step": STEP,
    }
    return TemplateResponse(request, "admin/capacity/oven.html", context)


def _batches(mine, days):
    """Those of the days shown, counted from today where the UPT is; one query."""
    batches = mine.rows(access.VIEW, Batch.objects.all()).ahead(days.ahead[0], days.ahead[-1])
    return batches.select_related("product__workshop", "product__upt").order_by(
        "product__upt__name", "product__workshop__name", "day", "product__title"
    )


def _by_workshop(batches, refused):
    """Each workshop's days: [(workshop or None, UPT, [Day])]."""
    workshops = {}
    for batch in batches:
        product = batch.product
        key = (product.upt_id, product.workshop_id)
        _workshop, _upt, days = workshops.setdefault(key, (product.workshop, product.upt, {}))
        ahead = (batch.day - today_at(product.upt)).days
        day = days.setdefault(batch.day, Day(in_words(batch.day, ahead)))
        day.rows.append((batch, _form_of(batch, refused)))
    return [(workshop, upt, list(days.values())) for workshop, upt, days in workshops.values()]


def _form_of(batch, refused):
    """The form of a batch that takes orders; None of one that is closed, or whose hour is past."""
    if batch.is_closed:
        return None
    if refused and refused.data.get("batch") == str(batch.pk):
        return refused
    return PlannedForm(initial={"batch": batch.pk, "jumlah": batch.planned}, auto_id=f"{batch.pk}-%s")


def _change(request, mine):
    """Do what was asked; gives the form back where that cannot be, None where it is done."""
    key = request.POST.get("batch", "")
    rows = mine.rows(access.CHANGE, Batch.objects.select_related("product__upt", "product__workshop"))
    batch = rows.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
    if batch is None:
        raise Http404
    if "tutup" in request.POST:
        return _close(request, batch)
    form = PlannedForm(request.POST, auto_id=f"{batch.pk}-%s")
    return None if form.is_valid() and _planned(request, batch, form) else form


def _planned(request, batch, form):
    planned = form.cleaned_data["jumlah"]
    try:
        is_new = oven.set_planned(batch, planned, actor=request.user)
    except oven.BatchRefused as refusal:
        form.add_error("jumlah", str(refusal))
        return False
    if is_new:
        text = _("%(name)s untuk %(day)s sekarang %(count)d.")
        values = {"name": batch.product.title, "day": weekday(batch.day), "count": planned}
        messages.success(request, text % values)
    return True


def _close(request, batch):
    values = {"name": batch.product.title, "day": weekday(batch.day)}
    if not oven.close(batch, actor=request.user):
        messages.info(request, _("%(name)s untuk %(day)s sudah ditutup sebelumnya.") % values)
        return
    batch.refresh_from_db()
    text = ngettext(
        "%(name)s untuk %(day)s ditutup. %(count)d buah yang tersisa dijual di toko UPT.",
        "%(name)s untuk %(day)s ditutup. %(count)d buah yang tersisa dijual di toko UPT.",
        batch.left,
    )
    messages.success(request, text % {**values, "count": batch.left})
