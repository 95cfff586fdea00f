"""Days and moments of an order as people say them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.days import day, span

__all__ = ["day", "moment", "span", "stamp", "time_left"]


def stamp(at) -> str:
    """A moment for a page or message that is read later: "Rabu, 25 November, 19.32 WIB"."""
    local = timezone.localtime(at)
    return _("%(day)s, %(time)s WIB") % {
        "day": f"{date_format(local, 'l')}, {day(local.date())}",
        "time": date_format(local, "TIME_FORMAT"),
    }


def moment(at) -> str:
    """A moment for who reads it now: "hari ini, 19.32 WIB", "besok, 19.32 WIB", else as `stamp`."""
    local = timezone.localtime(at)
    near = {0: _("hari ini"), 1: _("besok")}.get((local.date() - timezone.localdate()).days)
    if near is None:
        return stamp(at)
    return _("%(day)s, %(time)s WIB") % {"day": near, "time": date_format(local, "TIME_FORMAT")}


def time_left(until) -> str:
    """How long there is still time, to the minute: "23 jam 41 menit"; empty when it is over."""
    minutes = int((until - timezone.now()).total_seconds()) // 60
    if minutes < 0:
        return ""
    days, hours = divmod(minutes // 60, 24)
    units = [
        (days, ngettext("%(count)d hari", "%(count)d hari", days)),
        (hours, ngettext("%(count)d jam", "%(count)d jam", hours)),
        (minutes % 60, ngettext("%(count)d menit", "%(count)d menit", minutes % 60)),
    ]
    return " ".join(words % {"count": count} for count, words in units if count) or _(
        "kurang dari satu menit"
    )
