"""Somebody to log in as, for every role."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.crypto import salted_hmac

from upt_accounts.models import Kanwil, Membership, Partner, Role
from upt_accounts.users.models import User

SHOPPER = "shopper"
KANWIL = "Kanwil Ditjenpas Sumatera Selatan"


@dataclass(frozen=True)
class Person:
    email: str
    name: str
    role: str
    upt: str | None = None
    kanwil: str | None = None


PEOPLE = [
    Person("pembeli@example.invalid", "Pembeli Contoh", SHOPPER),
    Person("petugas.lpplg@example.invalid", "Petugas Lapas Perempuan", Role.PETUGAS, upt="LPPLG"),
    Person("petugas.lplg1@example.invalid", "Petugas Lapas Palembang", Role.PETUGAS, upt="LPLG1"),
    Person("kepala.lpplg@example.invalid", "Kepala Lapas Perempuan", Role.KEPALA, upt="LPPLG"),
    Person("kanwil.sumsel@example.invalid", "Petugas Kanwil Sumsel", Role.KANWIL, kanwil=KANWIL),
    Person("kurator@example.invalid", "Kurator Contoh", Role.KURATOR),
    Person("pengelola@example.invalid", "Pengelola Contoh", Role.PENGELOLA),
    Person("keuangan@example.invalid", "Keuangan Contoh", Role.KEUANGAN),
    Person("auditor@example.invalid", "Auditor Contoh", Role.AUDITOR),
]


def load():
    known = set(User.objects.values_list("email", flat=True))
    missing = [person for person in PEOPLE if person.email not in known]
    # Hashed once for all: the slowness of hashing protects secrets, and this one is printed.
    hashed = make_password(password()) if missing else ""
    for person in missing:
        _settle(person, hashed)
    return len(missing)


def password() -> str:
    """What all of them log in with: no secret on a local installation, made from its secret on any other."""
    if settings.IS_LOCAL:
        return "sicantik-contoh"
    return f"contoh-{salted_hmac('catalog.demo.people', 'password').hexdigest()[:20]}"


def logins() -> list[dict]:
    """The demo people that exist, as `manage.py demo_users --json` shows them."""
    known = set(User.objects.filter(is_active=True).values_list("email", flat=True))
    return [
        {"email": person.email, "password": password(), "role": str(person.role), "upt": person.upt}
        for person in PEOPLE
        if person.email in known
    ]


def _settle(person, hashed):
    is_staff = person.role != SHOPPER
    user = User.objects.create(email=person.email, password=hashed, first_name=person.name, is_staff=is_staff)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if is_staff:
        Membership.objects.create(
            user=user,
            role=person.role,
            upt=person.upt and Partner.objects.get(code=person.upt),
            kanwil=person.kanwil and Kanwil.objects.get(name=person.kanwil),
        )
