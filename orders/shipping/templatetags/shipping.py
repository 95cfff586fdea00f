"""How pages speak of sending: days on the way, and when things arrive at the visitor's place."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import days
from orders.shipping.forms import PlaceForm
from orders.shipping.quotes import estimates
from orders.shipping.visitor import Journey, place_of

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
    """ "25 November", "25–27 November" or "30 November–2 Desember", with its year where that is another one."""
    return days.span(first, last)


@register.filter
def arrives(journey, ships_on):
    """When what leaves on that day arrives at the visitor's place: "25–27 Nov"; empty where that is not known."""
    window = journey.arrival(ships_on) if journey else None
    return days.short_span(*window) if window else ""


@register.simple_tag(takes_context=True)
def journey_to(context, product, others=()):
    """The way of one piece to the visitor's place, or None; the cards beside it learn when they arrive.

    Two queries however many products, and one for the place; none where no place was chosen.
    """
    return _journeys(context["request"], [product, *others]).get(product.pk)


@register.simple_tag(takes_context=True)
def arrivals(context, *lists):
    """Cards learn when they arrive; gives the visitor's place, or None. As many queries as `journey_to`."""
    _journeys(context["request"], [product for products in lists for product in products])
    return place_of(context["request"])


def _journeys(request, products):
    place = place_of(request)
    if place is None or not products:
        return {}
    ways = estimates(products, place)
    journeys = {key: Journey(place, options) for key, options in ways.items()}
    for product in products:
        promise = getattr(product, "promise", None)
        if promise and not promise.sold_out:
            product.arrives = arrives(journeys[product.pk], promise.ships_on)
    return journeys


@register.inclusion_tag("shipping/_place_form.html", takes_context=True)
def place_form(context, anchor=""):
    """Asks for the visitor's place, and comes back to this page. One query."""
    return {"form": PlaceForm(), "back": context["request"].get_full_path() + anchor}
