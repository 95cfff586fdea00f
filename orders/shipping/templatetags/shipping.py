"""How pages speak of sending: days, dates, and the little form of the product page."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.shipping.forms import DestinationForm

register = template.Library()


@register.filter
def transit(option):
    """ "2–4 hari"; what needs no night on the way arrives "hari yang sama"."""
    if option.max_days == 0:
        return _("hari yang sama")
    if option.min_days == option.max_days:
        return ngettext("%(count)d hari", "%(count)d hari", option.max_days) % {"count": option.max_days}
    return _("%(least)d–%(most)d hari") % {"least": option.min_days, "most": option.max_days}


@register.simple_tag
def day_span(first, last):
    """ "25 November 2026", "25–27 November 2026" or "30 November – 2 Desember 2026"."""
    if first == last:
        return date_format(last, "j F Y")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_format(last, 'j F Y')}"
    start = date_format(first, "j F" if first.year == last.year else "j F Y")
    return f"{start} – {date_format(last, 'j F Y')}"


@register.inclusion_tag("shipping/_estimate_form.html")
def shipping_estimate_form(product):
    """Asks where to; answers in place where scripts run, on a page of its own elsewhere. One query."""
    return {"product": product, "form": DestinationForm()}
