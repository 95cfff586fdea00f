"""Giving and ending duties: the door of the admin follows, also when two do it at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from tests.factories.upts import (
    MembershipFactory,
    StaffFactory,
    UptFactory,
    UserFactory,
    national,
    petugas_of,
)
from upt_accounts.models import Membership, Role
from upt_accounts.staff import AppointmentRefused, appoint, dismiss
from upt_accounts.states.machine import history
from upt_accounts.users.models import User


def at_once(*tasks):
    """Run each in a thread of its own, all beginning together."""
    start = Barrier(len(tasks))

    def run(task):
        try:
            start.wait(timeout=30)
            return task()
        except AppointmentRefused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


@pytest.mark.django_db(transaction=True)
def test_a_person_appointed_twice_at_once_gets_one_account_and_one_duty():
    upt, actor = UptFactory(), national(Role.PENGELOLA)

    given = at_once(
        *[lambda: appoint("Sari@example.com", role=Role.PETUGAS, upt=upt, name="Sari", actor=actor)] * 2
    )

    assert given[0] == given[1] == Membership.objects.get(upt=upt)
    assert User.objects.filter(email="sari@example.com", is_staff=True).count() == 1
    assert history(given[0]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_duties_ended_at_once_close_the_door():
    actor, petugas = national(Role.PENGELOLA), petugas_of(UptFactory())
    duties = [petugas.memberships.get(), MembershipFactory(user=petugas, role=Role.KURATOR, upt=None)]

    at_once(*[lambda duty=duty: dismiss(duty, actor=actor) for duty in duties])

    petugas.refresh_from_db()
    assert (petugas.is_staff, petugas.memberships.filter(ended_at=None).count()) == (False, 0)


@pytest.mark.django_db
def test_a_stranger_s_second_address_opens_no_way_back_into_an_account_that_works_here():
    shopper = UserFactory(email="sari@example.com")
    for email in ("sari@example.com", "penipu@example.com"):
        EmailAddress.objects.create(user=shopper, email=email, verified=True)

    appoint("sari@example.com", role=Role.PETUGAS, upt=UptFactory(), actor=national(Role.PENGELOLA))

    assert list(shopper.emailaddress_set.values_list("email", flat=True)) == ["sari@example.com"]


@pytest.mark.django_db
def test_an_account_that_is_switched_off_is_given_nothing():
    off = UserFactory(email="sari@example.com", is_active=False)

    with pytest.raises(AppointmentRefused):
        appoint(off.email, role=Role.PETUGAS, upt=UptFactory(), actor=national(Role.PENGELOLA))

    assert not off.memberships.exists()


@pytest.mark.django_db
def test_a_technician_keeps_the_door_when_a_duty_ends():
    technician = StaffFactory(is_superuser=True)
    duty = MembershipFactory(user=technician, role=Role.KURATOR, upt=None)

    dismiss(duty, actor=StaffFactory(is_superuser=True))

    technician.refresh_from_db()
    assert technician.is_staff
