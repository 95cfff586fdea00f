"""The table of rights, and where they hold."""

import pytest
from django.utils import timezone

from catalog.models import Product
from orders.models import UptOrder
from tests.factories.orders import UptOrderFactory
from tests.factories.products import ProductFactory
from tests.factories.upts import (
    KanwilFactory,
    MembershipFactory,
    StaffFactory,
    UptFactory,
    UserFactory,
    kanwil_officer_of,
    national,
    petugas_of,
)
from upt_accounts import access
from upt_accounts.models import Partner, Role

pytestmark = pytest.mark.django_db


def test_every_role_has_a_column_in_the_table():
    assert set(access.ROLES) == {*Role.values, access.SUPERUSER}


def test_a_petugas_sees_and_changes_only_their_own_upt():
    mine, other = UptFactory(), UptFactory()
    products = [ProductFactory(upt=upt) for upt in (mine, other)]
    rights = access.of(petugas_of(mine))

    assert list(rights.rows(access.VIEW, Product.objects.all())) == products[:1]
    assert [rights.may(access.CHANGE, Product, product) for product in products] == [True, False]


def test_a_kanwil_reads_the_upts_of_its_region_and_changes_none():
    mine, other = (
        UptFactory(kanwil=KanwilFactory(name="Kanwil A")),
        UptFactory(kanwil=KanwilFactory(name="Kanwil B")),
    )
    rights = access.of(kanwil_officer_of(mine.kanwil))

    assert list(rights.rows(access.VIEW, Partner.objects.all())) == [mine]
    assert not rights.rows(access.CHANGE, Partner.objects.all()).exists()
    assert [rights.may(access.VIEW, Partner, upt) for upt in (mine, other)] == [True, False]


def test_a_second_role_widens_only_what_it_grants():
    mine, other = UptFactory(), UptFactory()
    part, _foreign = UptOrderFactory(upt=mine), UptOrderFactory(upt=other)
    user = petugas_of(mine)
    MembershipFactory(user=user, role=Role.KURATOR, upt=None)

    assert Product.objects.visible_to(user).count() == Product.objects.count()
    assert list(UptOrder.objects.visible_to(user)) == [part]


def test_a_model_without_a_row_is_nobodys():
    assert not access.of(national(Role.PENGELOLA)).may(access.VIEW, UserFactory._meta.model.groups.rel.model)


def test_rights_end_with_the_membership():
    membership = MembershipFactory()
    membership.ended_at = timezone.now()
    membership.save()

    assert access.of(membership.user) == access.NOBODY


@pytest.mark.parametrize("user", [{"is_staff": False}, {"is_active": False}])
def test_a_membership_without_an_active_staff_account_gives_nothing(user):
    assert access.of(MembershipFactory(user=StaffFactory(**user)).user) == access.NOBODY
