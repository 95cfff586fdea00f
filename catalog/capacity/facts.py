"""What a promise is reckoned from, read along with the product: no query of its own, however long the list."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from catalog.capacity.models import Batch, Closure

# Buyers see this many days of the oven ahead.
BATCHES_AHEAD = 7


def full_days():
    """Annotation: days of the oven that would still take orders, were any pieces left."""
    now = timezone.now()
    full = Batch.objects.filter(
        product=OuterRef("pk"), order_by__gt=now, closed_at=None, planned__gt=0, taken=F("planned")
    )
    return ArraySubquery(full.order_by("day").values("day"))


def promise_facts(product=""):
    """Annotations `closed_spans` and `open_batches`; `product` is the way to the product, like "product__"."""
    now = timezone.now()
    return {
        "closed_spans": ArraySubquery(
            Closure.objects.filter(
                Q(upt=None) | Q(upt=OuterRef(f"{product}upt")),
                Q(workshop=None) | Q(workshop=OuterRef(f"{product}workshop")),
                last_day__gte=now.date(),
            )
            .order_by()
            .values(span=JSONObject(first="first_day", last="last_day"))
        ),
        "open_batches": ArraySubquery(
            Batch.objects.taking_orders()
            .filter(product=OuterRef(f"{product}pk"))
            .order_by("day")
            .values(
                batch=JSONObject(
                    pk="pk", day="day", planned="planned", left=F("planned") - F("taken"), order_by="order_by"
                )
            )[:BATCHES_AHEAD]
        ),
    }
