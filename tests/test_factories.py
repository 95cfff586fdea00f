"""The factories themselves: what they make keeps every rule that the database checks at commit."""

import pytest
from django.db import connection

from tests.factories.orders import OrderFactory, UptOrderFactory, add_line
from tests.factories.products import CategoryFactory, ProductFactory, stock_of
from tests.factories.upts import DistrictFactory, MembershipFactory, national, petugas_of
from upt_accounts.models import Role

pytestmark = pytest.mark.django_db


def check_what_waits_for_the_commit():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_product_is_published_with_its_opening_stock():
    product = ProductFactory(stock=3, price=20_000, food=True)

    check_what_waits_for_the_commit()
    record = stock_of(product)
    assert (record.price, record.available, record.partner) == (20_000, 3, product.upt)
    assert [(m.reason, m.quantity, m.balance) for m in record.movements.all()] == [("opening", 3, 3)]
    assert product.workshop.upt == product.upt


def test_a_category_knows_its_place_in_addresses():
    root = CategoryFactory(slug="wastra")
    leaf = CategoryFactory(slug="songket", parent=root)

    assert leaf.path_slug == "wastra/songket"
    assert leaf.is_child_of(root)


def test_an_order_of_two_upts_adds_up_and_reserves():
    order = OrderFactory()
    lines = [add_line(UptOrderFactory(order=order), quantity=quantity) for quantity in (1, 2)]

    check_what_waits_for_the_commit()
    order.refresh_from_db()
    assert order.total_incl_tax == 3 * 125_000 + 2 * 18_000
    assert [stock_of(line.product).available for line in lines] == [9, 8]


def test_people_work_where_their_role_belongs():
    membership = MembershipFactory()

    assert petugas_of(membership.upt).memberships.get().upt == membership.upt
    assert national(Role.KURATOR).memberships.get().upt is None
    assert membership.user.check_password("sandi-uji-2026")
    assert DistrictFactory() == DistrictFactory()
