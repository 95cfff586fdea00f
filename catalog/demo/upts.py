"""UPTs, the Kanwils above them, and where they stand."""

from django.utils.text import slugify

from catalog.demo.files import rows
from upt_accounts.models import Kanwil, Partner
from upt_accounts.regions.models import Regency

# Le Panile stands in the open, before the gate; of the others only the gate is known.
STREETS = {"LPPLG": "Jalan Merdeka 12, 19 Ilir, Bukit Kecil"}
PICKUP_PLACES = {"LPPLG": "Toko Le Panile Bakery dan Teras Café, di depan gerbang"}
PICKUP_HOURS = {"LPPLG": "Senin–Sabtu 07.00–16.00"}


def load():
    known = set(Partner.objects.values_list("code", flat=True))
    missing = [row for row in rows("upts.csv") if row["code"] not in known]
    kanwils = _kanwils({row["kanwil"] for row in missing})
    Partner.objects.bulk_create([_upt(row, kanwils[row["kanwil"]]) for row in missing])
    return len(missing)


def _kanwils(names):
    return {name: Kanwil.objects.get_or_create(name=name)[0] for name in sorted(names)}


def _upt(row, kanwil):
    code = row["code"]
    return Partner(
        code=code,
        name=row["name"],
        slug=slugify(row["name"]),
        kind=row["kind"],
        kanwil=kanwil,
        regency=regency_of(row["city"], row["province"]),
        city=row["city"],
        street=STREETS.get(code, ""),
        postal_code=row["postal_code"],
        latitude=row["lat"],
        longitude=row["lon"],
        time_zone=row["timezone"],
        email=row["email"],
        phone=row["phone"],
        whatsapp=row["phone"],
        about=row["about"],
        pickup_place=PICKUP_PLACES.get(code, f"Gerai di gerbang {row['name']}"),
        pickup_hours=PICKUP_HOURS.get(code, "Senin–Jumat 08.00–15.00"),
    )


def regency_of(city: str, province: str) -> Regency:
    """The kota of that name, before the kabupaten: "Bandung" is the city unless the file says otherwise."""
    names = [city, f"Kota {city}", f"Kota Administrasi {city}", f"Kabupaten {city}"]
    found = {place.name: place for place in Regency.objects.filter(name__in=names, province__name=province)}
    return next(found[name] for name in names if name in found)
