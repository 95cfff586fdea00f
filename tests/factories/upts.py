"""Places, UPTs with their workshops, and the people who work there or buy."""

import factory

from upt_accounts.models import Kanwil, Membership, Partner, Role, UptKind, Workshop
from upt_accounts.regions.models import District, Province, Regency
from upt_accounts.users.models import User

PASSWORD = "sandi-uji-2026"


class ProvinceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Province
        django_get_or_create = ["code"]

    code = "16"
    name = "Sumatera Selatan"


class RegencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Regency
        django_get_or_create = ["code"]

    code = "16.71"
    name = "Kota Palembang"
    province = factory.SubFactory(ProvinceFactory)


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ["code"]

    code = "16.71.09"
    name = "Bukit Kecil"
    regency = factory.SubFactory(RegencyFactory)


class KanwilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kanwil
        django_get_or_create = ["name"]

    name = "Kanwil Ditjenpas Sumatera Selatan"


class UptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    code = factory.Sequence(lambda n: f"UPT{n}")
    name = factory.Sequence(lambda n: f"Lapas Kelas I Contoh {n}")
    slug = factory.Sequence(lambda n: f"lapas-kelas-i-contoh-{n}")
    kind = UptKind.LAPAS
    kanwil = factory.SubFactory(KanwilFactory)
    regency = factory.SubFactory(RegencyFactory)
    city = "Palembang"
    postal_code = "30131"
    latitude = "-2.99"
    longitude = "104.756"
    email = factory.LazyAttribute(lambda upt: f"giatja.{upt.code.lower()}@example.invalid")


class WorkshopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Workshop

    upt = factory.SubFactory(UptFactory)
    name = factory.Sequence(lambda n: f"Bengkel {n}")
    kind = "sewing"
    capacity_per_day = 10
    lead_time_days = 3


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody who shops. Logs in with `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"orang{n}@example.com")
    first_name = "Ani"
    password = factory.django.Password(PASSWORD)


class StaffFactory(UserFactory):
    is_staff = True


class MembershipFactory(factory.django.DjangoModelFactory):
    """A petugas of a new UPT; give `role` with the `upt` or `kanwil` it needs (national roles: `upt=None`)."""

    class Meta:
        model = Membership

    user = factory.SubFactory(StaffFactory)
    role = Role.PETUGAS
    upt = factory.SubFactory(UptFactory)


def petugas_of(upt, **user):
    return MembershipFactory(upt=upt, user=StaffFactory(**user)).user


def kepala_of(upt, **user):
    return MembershipFactory(role=Role.KEPALA, upt=upt, user=StaffFactory(**user)).user


def kanwil_officer_of(kanwil, **user):
    return MembershipFactory(role=Role.KANWIL, upt=None, kanwil=kanwil, user=StaffFactory(**user)).user


def national(role, **user):
    """A member of staff in a national role: kurator, pengelola, keuangan or auditor."""
    return MembershipFactory(role=role, upt=None, user=StaffFactory(**user)).user
