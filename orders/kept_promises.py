"""How well promises are kept: the first promised day against the day on which all of a part had left."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DateField, F, Func, Q
from django.db.models.functions import Cast
from django.utils import timezone

from orders.models import UptOrder
from orders.querysets import OPEN, TODAY_AT_UPT

# Promises that fell due within so many days count: a UPT that got better shows it.
LOOKING_BACK = timedelta(days=365)
LEFT_ON = Cast(Func(F("upt__time_zone"), F("left_at"), function="timezone"), DateField())


@dataclass(frozen=True)
class Kept:
    """Of `due` promises, `kept` were; what is late and has not left is due and not kept."""

    due: int
    kept: int

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 means every one."""
        return self.kept * 100 // self.due if self.due else None


def _judged():
    """Paid parts whose first promise can be judged: they left, or its day is past."""
    since = timezone.now().date() - LOOKING_BACK
    parts = UptOrder.objects.filter(order__paid_at__isnull=False, first_ships_on__gte=since)
    over = Q(left_at__isnull=False) | Q(first_ships_on__lt=TODAY_AT_UPT, status__in=OPEN)
    return parts.exclude(status="cancelled").filter(over)


COUNTS = {
    "due": Count("pk", distinct=True),
    "kept": Count("pk", distinct=True, filter=Q(left_at__isnull=False, first_ships_on__gte=LEFT_ON)),
}


def kept_of(parts=None) -> Kept:
    """Over those of the parts that can be judged; `parts` are a queryset's conditions."""
    return Kept(**_judged().filter(parts or Q()).aggregate(**COUNTS))


def kept_of_workshop(workshop) -> Kept:
    return kept_of(Q(lines__product__workshop=workshop))


def kept_by(place) -> dict[int, Kept]:
    """By UPT (`place` "upt") or workshop ("lines__product__workshop"), in one query."""
    rows = _judged().order_by().values(place).annotate(**COUNTS)
    return {row[place]: Kept(row["due"], row["kept"]) for row in rows if row[place]}
