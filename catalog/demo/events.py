"""Fairs, bazaars and slots on videotrons."""

from datetime import date

from catalog.demo.files import items, rows
from catalog.promotion.models import Event
from upt_accounts.models import Partner, SupportPartner


def load():
    known = set(Event.objects.values_list("code", flat=True))
    hosts = {partner.code: partner for partner in SupportPartner.objects.all()}
    missing = [row for row in rows("events.csv") if row["code"] not in known]
    for row in missing:
        event = Event.objects.create(
            **{name: row[name] for name in ("code", "kind", "title", "venue", "city", "province", "notes")},
            starts_on=date.fromisoformat(row["start_date"]),
            ends_on=date.fromisoformat(row["end_date"]),
            host=hosts.get(row["host_partner_code"]),
        )
        event.upts.set(Partner.objects.filter(code__in=items(row["upt_codes"])))
    return len(missing)
