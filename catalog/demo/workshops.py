from catalog.demo.files import rows
from upt_accounts.models import Partner, Workshop


def load():
    upts = {upt.code: upt for upt in Partner.objects.all()}
    known = set(Workshop.objects.values_list("upt__code", "name"))
    missing = [
        Workshop(
            upt=upts[row["upt_code"]],
            name=row["name"],
            kind=row["kind"],
            about=row["about"],
            capacity_per_day=int(row["capacity_per_day"]),
            lead_time_days=int(row["lead_time_days"]),
        )
        for row in rows("workshops.csv")
        if (row["upt_code"], row["name"]) not in known
    ]
    return len(Workshop.objects.bulk_create(missing))
