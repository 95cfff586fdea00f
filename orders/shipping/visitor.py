"""Where a visitor would like things sent: one cookie with the code of a kabupaten; no session and no account."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from orders.shipping.quotes import Option, Options, Place, arrival_window, quote_to
from upt_accounts.regions.models import Regency

COOKIE = "tujuan"
YEAR = 365 * 24 * 60 * 60
CODE = re.compile(r"\d\d\.\d\d", re.ASCII)


def place_of(request) -> Place | None:
    """The place that the visitor chose, read once a request; None where there is none, or none of ours."""
    if not hasattr(request, "visitors_place"):
        request.visitors_place = _read(request.COOKIES.get(COOKIE, ""))
    return request.visitors_place


def _read(code):
    regency = Regency.objects.filter(pk=code).first() if CODE.fullmatch(code) else None
    return Place(regency.province_id, regency.pk, regency.name) if regency else None


def remember(response, place: Place):
    response.set_cookie(
        COOKIE,
        place.regency_id,
        max_age=YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response):
    response.delete_cookie(COOKIE, samesite="Lax")


@dataclass(frozen=True)
class Journey:
    """One piece, or one parcel, on its way to the visitor's place; `usual` is the cheapest way of sending, if any."""

    place: Place
    options: Options

    @property
    def usual(self) -> Option | None:
        return next(iter(self.options.sent), None)

    def arrival(self, ships_on: date) -> tuple[date, date] | None:
        """First and last day on which it may arrive by the cheapest way."""
        return arrival_window(ships_on, self.usual) if self.usual else None


def journeys_of(groups, place: Place | None) -> dict:
    """The journey of each group (`key`, `upt`, `lines`) by its key, in two queries; none where no place is known."""
    if place is None or not groups:
        return {}
    return {key: Journey(place, options) for key, options in quote_to(groups, place).items()}
