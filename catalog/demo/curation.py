"""Two rounds of curation and what the nominated products came to."""

from datetime import date

from catalog.curation.models import Nomination, Outcome, Round
from catalog.demo.files import rows
from upt_accounts.models import StockRecord

ROUNDS = {
    2026: {"opens_on": date(2026, 1, 12), "closes_on": date(2026, 2, 28)},
    2027: {"opens_on": date(2026, 11, 2), "closes_on": date(2027, 2, 28)},
}
# Decided on the Hari Bhakti Pemasyarakatan; valid until the decisions of the year after the next.
VALIDITY = {"valid_from": date(2026, 4, 27), "valid_until": date(2028, 4, 26)}


def load():
    rounds = {year: _round(year, days) for year, days in ROUNDS.items()}
    products = dict(StockRecord.objects.values_list("partner_sku", "product_id"))
    known = set(Nomination.objects.values_list("round__year", "product_id"))
    missing = [
        Nomination(
            round=rounds[int(row["featured_round"])],
            product_id=products[row["sku"]],
            outcome=row["featured_status"],
            **(VALIDITY if row["featured_status"] == Outcome.FEATURED else {}),
        )
        for row in rows("products.csv")
        if row["featured_round"] and (int(row["featured_round"]), products[row["sku"]]) not in known
    ]
    return len(Nomination.objects.bulk_create(missing))


def _round(year, days):
    return Round.objects.get_or_create(
        year=year, defaults={"name": f"Kurasi Produk Unggulan {year}", **days}
    )[0]
