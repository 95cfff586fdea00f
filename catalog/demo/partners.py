"""Mitra: who trains, equips, promotes and buys."""

from catalog.demo.files import items, rows
from upt_accounts.models import Partner, SupportPartner


def load():
    known = set(SupportPartner.objects.values_list("code", flat=True))
    missing = [row for row in rows("partners.csv") if row["code"] not in known]
    for row in missing:
        partner = SupportPartner.objects.create(
            **{name: row[name] for name in ("code", "name", "kind", "role", "city", "province", "status")},
            since=int(row["since"]),
        )
        partner.upts.set(Partner.objects.filter(code__in=items(row["focus_upt_codes"])))
    return len(missing)
