"""Bring provinces, regencies and districts up to date with the files in `data/` (under the ODbL)."""

import csv
from pathlib import Path

from django.db import transaction

from upt_accounts.regions.models import District, Province, Regency
from upt_accounts.regions.names import readable

DATA = Path(__file__).resolve().parent / "data"


@transaction.atomic
def load() -> int:
    """Add and correct rows; returns how many. Places no longer listed stay: old addresses need them."""
    return (
        _bring_up_to_date(Province, "provinces.csv")
        + _bring_up_to_date(Regency, "regencies.csv", parent="province")
        + _bring_up_to_date(District, "districts.csv", parent="regency")
    )


def _bring_up_to_date(model, file_name, parent=None):
    wanted = _read(file_name, parent)
    fields = ["name", f"{parent}_id"] if parent else ["name"]
    known = {code: tuple(values) for code, *values in model.objects.values_list("code", *fields)}
    rows = [
        model(code=code, **dict(zip(fields, values, strict=True)))
        for code, values in wanted.items()
        if known.get(code) != values
    ]
    model.objects.bulk_create(
        rows,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name.removesuffix("_id") for name in fields],
    )
    return len(rows)


def _read(file_name, parent):
    with (DATA / file_name).open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: (readable(row["name"]), *([row[f"{parent}_code"]] if parent else []))
            for row in csv.DictReader(file)
        }
