"""Handing goods out: a petugas types the buyer's code, or opens the buyer's QR, sees the part, and ticks it off.

A code of another UPT is answered as one that does not exist, and wrong codes are counted: nobody finds one by trying.
"""

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from orders import fetching, workflow
from orders.admin.packing_list import decorated, listed
from orders.models import UptOrder, UptOrderStatus
from orders.packing import recipient_of
from upt_accounts import access
from upt_accounts.states.machine import TransitionRefused, history

# So many wrong codes a person has in so many seconds.
MOST_WRONG, FORGOTTEN_AFTER = 20, 15 * 60
TYPED = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "autofocus": True,
    "size": 12,
}


class CodeForm(forms.Form):
    """Finds the part of a code among those this person hands out; `part` is None until the code is right."""

    kode = forms.CharField(
        label=gettext_lazy("Kode ambil"),
        max_length=20,
        widget=UnfoldAdminTextInputWidget(attrs=TYPED),
        help_text=gettext_lazy("Enam huruf dan angka di halaman pesanan pembeli. Huruf kecil boleh."),
        error_messages={"required": gettext_lazy("Tulis kode yang ditunjukkan pembeli.")},
    )
    part = None

    def __init__(self, data, *, request):
        super().__init__(data)
        self.request = request

    def clean_kode(self):
        if not self._may_try():
            raise forms.ValidationError(
                _(
                    "Terlalu banyak kode yang salah. Tunggu beberapa menit, atau cari pesanannya di daftar Paket."
                )
            )
        code = fetching.cleaned_code(self.cleaned_data["kode"])
        parts = access.of_request(self.request).rows(access.CHANGE, UptOrder.objects.all())
        self.part = listed(parts.filter(pickup_code=code)).first() if code else None
        if self.part is None:
            self._count_a_wrong_one()
            raise forms.ValidationError(_("Tidak ada pesanan dengan kode ini. Periksa lagi kodenya."))
        return code

    @property
    def _key(self):
        return f"wrong-pickup-codes:{self.request.user.pk}"

    def _may_try(self):
        return cache.get(self._key, 0) < MOST_WRONG

    def _count_a_wrong_one(self):
        cache.add(self._key, 0, timeout=FORGOTTEN_AFTER)
        cache.incr(self._key)


def handover_page(request, site):
    """GET asks for a code or shows its part; POST hands that part over."""
    if not access.of_request(request).may(access.CHANGE, UptOrder):
        raise PermissionDenied
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    typed = request.POST if request.method == "POST" else request.GET if "kode" in request.GET else None
    form = CodeForm(typed, request=request)
    part = form.part if form.is_bound and form.is_valid() else None
    if part and request.method == "POST":
        _hand_over(request, part)
        return redirect(f"{request.path}?kode={part.pickup_code}")
    return TemplateResponse(
        request, "admin/order/uptorder/handover.html", _context(request, site, form, part)
    )


def _hand_over(request, part):
    try:
        is_first = workflow.hand_out(part, actor=request.user)
    except TransitionRefused:
        # The page it leads to says why.
        return
    if is_first:
        messages.success(request, _("Paket %(number)s sudah diserahkan.") % {"number": part.number})


def _context(request, site, form, part):
    return {
        **site.each_context(request),
        "title": _("Serahkan pesanan"),
        "form": form,
        "part": part and decorated([part])[0],
        "recipient": part and recipient_of(part, access.of_request(request)),
        "refusal": part and refusal_of(part),
        "window": part and part.window,
    }


def refusal_of(part) -> str:
    """Why the goods of this code must not be handed out, in one sentence; empty if they may."""
    if part.status == UptOrderStatus.DELIVERED:
        return _("Kode ini sudah dipakai: pesanannya diserahkan %(when)s.") % {"when": _delivered(part)}
    if part.order.paid_at is None:
        return _("Pesanan ini belum dibayar. Jangan serahkan barangnya.")
    if part.order.cancel_reason or part.status not in fetching.AWAITED:
        return _("Pesanan ini sudah dibatalkan. Jangan serahkan barangnya.")
    return ""


def _delivered(part):
    last = history(part).filter(field="status", new=UptOrderStatus.DELIVERED).last()
    return date_format(localtime(last.at), "j F Y, H.i") if last else ""
