"""Who lost the link of an order asks for it here, by number and e-mail.

The link is never shown here but mailed to the address the order was placed with, and the answer is the same whether
there is such an order or not: nothing can be found out by asking. The looking up itself is left to the worker, so that
not even the time it takes tells.
"""

from allauth.core import ratelimit
from django import forms
from django.http import HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from orders import mails
from orders.basket.same_origin import is_same_origin

TOO_MANY = 429


class LookupForm(forms.Form):
    number = forms.RegexField(
        label=gettext_lazy("Nomor pesanan"),
        regex=r"^[A-Z0-9-]{4,40}$",
        max_length=40,
        help_text=gettext_lazy("Misalnya SC-K7RXW3H, seperti di e-mail pesanan Anda."),
        error_messages={
            "invalid": gettext_lazy("Nomor pesanan terdiri atas huruf, angka, dan tanda hubung.")
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Yang Anda tulis saat memesan."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data=None):
        # As people type it: small letters, blanks around it, without the shop's prefix.
        data = {**data.dict(), "number": _tidy(data.get("number", ""))} if data else None
        super().__init__(data)


def _tidy(number):
    number = "".join(number.upper().split())
    return f"SC-{number}" if number and "-" not in number and not number.startswith("SC") else number


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_order(request):
    """The form; the POST is checked by where it comes from, since the page carries no token."""
    if request.method != "POST":
        return _page(request, LookupForm())
    if not is_same_origin(request):
        return HttpResponseForbidden(_("Permintaan ini tidak berasal dari toko kami."))
    form = LookupForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="order_lookup", key=email.casefold()):
        form.add_error(None, _("Terlalu sering dicoba. Tunggu satu jam, lalu coba lagi."))
        return _page(request, form, status=TOO_MANY)
    mails.send_link.enqueue(form.cleaned_data["number"], email)
    return redirect("order-lookup-done")


@never_cache
@require_safe
def link_sent(request):
    return render(request, "orders/link_sent.html")


def _page(request, form, status=200):
    return render(request, "orders/lookup.html", {"form": form}, status=status)
