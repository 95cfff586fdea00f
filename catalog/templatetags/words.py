"""Facts about goods as people say them."""

from django import template
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog import days

register = template.Library()
register.filter("long_day", days.day)
register.filter("short_day", days.short)
register.filter("weekday", days.weekday)
KILOGRAM = 1000


@register.filter
def weight(grams):
    """350 becomes "350 gram", 1200 "1,2 kg"."""
    if grams < KILOGRAM:
        return _("%(count)d gram") % {"count": grams}
    return f"{number_format(round(grams / KILOGRAM, 1)).removesuffix(',0').removesuffix('.0')} kg"


@register.filter
def listed(text):
    """ "tepung terigu; ragi; gula" becomes "Tepung terigu, ragi, gula"."""
    return capfirst(", ".join(part.strip() for part in text.split(";") if part.strip()))
