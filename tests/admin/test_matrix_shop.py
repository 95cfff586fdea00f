"""Every address outside the admin, GET and POST, by every role: tests/admin/matrix/shop.txt says what each gets.

An address without its rows there fails. What the pages do is tested elsewhere; here is only who may come in.
"""

import pytest
from django.urls import reverse

from catalog.models import Product
from tests.admin.matrix.addresses import all_names
from tests.admin.matrix.table import shop_table
from tests.admin.matrix.visitor import Visitor
from tests.admin.matrix.world import ON_DUTY, PLACES, World

TABLE = list(shop_table())
COLUMN_OF = {"anonymous": "anonymous", "shopper": "shopper"} | dict.fromkeys(("retired", *ON_DUTY), "others")


def places(world: World):
    """Where each address leads in this world: `name` or, for a row that is told apart, `name/which`."""
    product = world.rows["catalogue.product"]["foreign"]
    order = world.rows["order.order"]["nation"]
    image = world.rows["catalogue.productimage"]["own"]
    link = {"number": order.number, "token": order.token}
    wrong = {"number": order.number, "token": "x" * 32}
    draft = Product.objects.get(title="Draf cendana")
    return {
        "catalogue:category": {"category_slug": world.category.path_slug},
        "catalogue:detail": {"product_slug": product.slug, "pk": product.pk},
        "catalogue:detail/draft": {"product_slug": draft.slug, "pk": draft.pk},
        "media": {"path": image.original.name},
        "upt": {"slug": world.own_upt.slug},
        "shipping-estimate": {"pk": product.pk},
        "basket:add": {"pk": product.pk},
        "basket:update": {"line_id": 1},
        "basket:remove": {"line_id": 1},
        **dict.fromkeys(
            (f"addresses:{page}/of-the-shopper" for page in ("change", "make-usual", "remove")),
            {"pk": world.address.pk},
        ),
        "account_confirm_email": {"key": "salah"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "salah"},
        **{
            f"{name}{which}": values
            for name in (
                "order",
                "order-status",
                "order-qr",
                "order-pay",
                "order-check",
                "order-cancel",
                "order-give-up",
                "order-received",
                "order-missing",
            )
            for which, values in (("", link), ("/wrong-token", wrong))
        },
    }


def test_every_address_has_its_rows():
    there = {name for name, route in all_names() if not route.startswith("admin/")}

    assert {
        name.partition("/of-")[0].partition("/wrong-")[0].removesuffix("/draft") for name, *_rest in TABLE
    } == there
    assert {(name, method) for name, method, _cells in TABLE} == {
        (name, method) for name, *_rest in TABLE for method in ("get", "post")
    }


@pytest.mark.parametrize("role", COLUMN_OF)
def test_the_shop_lets_in_whom_the_table_says(world, role):
    visitor = Visitor(world, role, reads=set(PLACES.values()))
    where = places(world)
    for name, method, cells in TABLE:
        address = (
            "/" + name
            if "/" in name and name not in where
            else reverse(name.partition("/")[0], kwargs=where.get(name, {}))
        )
        visitor.ask(method, address, {cells[COLUMN_OF[role]]}, may_write=True)
    assert not visitor.surprises, visitor.told()
