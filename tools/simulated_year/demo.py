"""The goods, looms and tariffs of the demo, and a place in the UPT's own town to send to."""

from django.db import transaction

from catalog.demo import capacity, categories, choices, products, upts, workshops
from orders.demo.tariffs import load_tariffs
from upt_accounts.models import Partner
from upt_accounts.regions import loading as regions
from upt_accounts.regions.models import District


@transaction.atomic
def load(code):
    """Load what is needed; returns the UPT of that code and a district of its regency."""
    for room in (regions, upts, workshops, categories, products, choices, capacity):
        room.load()
    load_tariffs()
    upt = Partner.objects.select_related("regency").get(code=code)
    return upt, District.objects.select_related("regency").filter(regency=upt.regency).first()
