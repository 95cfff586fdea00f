"""The days among which a desk is turned over: today and tomorrow at first, then each of the week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.days import weekday

DAYS_AHEAD = 7
NEAR = {0: gettext_lazy("Hari ini"), 1: gettext_lazy("Besok")}


@dataclass(frozen=True)
class DeskDays:
    """`chosen` counts days from today, which differs from UPT to UPT; None shows today and tomorrow."""

    chosen: int | None = None

    @classmethod
    def asked_by(cls, request):
        """By `?hari=3`; what is no such day shows today and tomorrow."""
        asked = request.GET.get("hari", "")
        chosen = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else 0
        return cls(chosen if 2 <= chosen < DAYS_AHEAD else None)

    @property
    def ahead(self) -> list[int]:
        return [0, 1] if self.chosen is None else [self.chosen]

    def links(self, today: date):
        """(what follows "?", words, whether it is shown now)."""
        yield "", _("Hari ini dan besok"), self.chosen is None
        for ahead in range(2, DAYS_AHEAD):
            yield f"?hari={ahead}", weekday(today + timedelta(days=ahead)), self.chosen == ahead


def in_words(day, ahead):
    return f"{NEAR[ahead]}, {weekday(day)}" if ahead in NEAR else weekday(day)
