"""The windows desk: when goods are fetched today and on the days after, how many booked, and what can be changed."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from catalog.admin.desk_days import DAYS_AHEAD, DeskDays, in_words
from catalog.capacity import pickup
from catalog.capacity.models import Outlet, PickupWindow
from catalog.days import weekday
from catalog.promises import today_at
from upt_accounts import access
from upt_accounts.models import Partner

MOST_ORDERS = 500


class RoomForm(forms.Form):
    """For how many orders there is room in one window."""

    pesanan = forms.IntegerField(
        label=gettext_lazy("Pesanan"),
        min_value=0,
        max_value=MOST_ORDERS,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Tulis jumlahnya, misalnya 12."),
            "invalid": gettext_lazy("Tulis jumlah sebagai angka, misalnya 12."),
            "min_value": gettext_lazy("Jumlah paling sedikit 0."),
            "max_value": gettext_lazy("Jumlah paling banyak %(limit_value)d."),
        },
    )

    def __init__(self, data=None, *, window):
        self.window = window
        super().__init__(data, initial={"pesanan": window.capacity}, auto_id=f"{window.code}-%s")


def page(request, site):
    mine = access.of_request(request)
    if not mine.may(access.VIEW, PickupWindow):
        raise PermissionDenied
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    refused = _change(request, mine) if request.method == "POST" else None
    if request.method == "POST" and refused is None:
        return redirect(request.get_full_path())
    days = DeskDays.asked_by(request)
    context = {
        **site.each_context(request),
        "title": _("Jam ambil"),
        "outlets": _outlets(mine, days, refused),
        "days": list(days.links(timezone.localdate())),
        "names_upt": not mine.is_of_one_upt,
        "may_change": mine.may(access.CHANGE, PickupWindow),
        "may_set_up": mine.may(access.CHANGE, Outlet),
    }
    return TemplateResponse(request, "admin/capacity/windows.html", context)


def hours_of_mine(mine, action):
    """The weekly hours of the outlets at which this person may do that, by the key of their UPT."""
    reach = mine.reach(action, PickupWindow)
    upts = Partner.objects.filter(reach.rows("pk")) if reach else Partner.objects.none()
    return pickup.hours_of(upts.only("pk"))


def _outlets(mine, days, refused):
    """Each open outlet with its days and their windows: [(outlet, [(day in words, [(window, form)])])]."""
    outlets = {}
    for hours in hours_of_mine(mine, access.VIEW).values():
        today = today_at(hours[0].outlet.upt)
        for ahead in days.ahead:
            for window in pickup.windows_on(hours, today + timedelta(days=ahead)):
                _outlet, shown = outlets.setdefault(window.outlet.pk, (window.outlet, {}))
                shown.setdefault(in_words(window.day, ahead), []).append((window, _form_of(window, refused)))
    return [(outlet, list(shown.items())) for outlet, shown in outlets.values()]


def _form_of(window, refused):
    return refused if refused and refused.window.code == window.code else RoomForm(window=window)


# --- Changes ---------------------------------------------------------------------------------------------------------
def _change(request, mine):
    """Do what was asked; gives the form back where that cannot be, None where it is done."""
    window = _window_or_404(mine, request.POST.get("jam", ""))
    if "tutup" in request.POST or "buka" in request.POST:
        return _open_or_close(request, window, is_closed="tutup" in request.POST)
    form = RoomForm(request.POST, window=window)
    if not form.is_valid():
        return form
    try:
        is_new = pickup.set_capacity(window, form.cleaned_data["pesanan"], actor=request.user)
    except pickup.WindowRefused as refusal:
        form.add_error("pesanan", str(refusal))
        return form
    if is_new:
        values = {**_named(window), "count": form.cleaned_data["pesanan"]}
        messages.success(request, _("%(window)s sekarang menerima %(count)d pesanan.") % values)
    return None


def _window_or_404(mine, code):
    for hours in hours_of_mine(mine, access.CHANGE).values():
        today = today_at(hours[0].outlet.upt)
        for ahead in range(DAYS_AHEAD):
            for window in pickup.windows_on(hours, today + timedelta(days=ahead)):
                if window.code == code:
                    return window
    raise Http404


def _open_or_close(request, window, *, is_closed):
    if pickup.set_closed(window, is_closed, actor=request.user):
        text = _("%(window)s ditutup. Yang sudah memesan tetap dilayani: %(count)d pesanan.")
        done = text if is_closed else _("%(window)s dibuka lagi.")
        messages.success(request, done % {**_named(window), "count": window.taken})


def _named(window):
    return {"window": f"{window.outlet.name}, {weekday(window.day)}, {window.hours}"}
