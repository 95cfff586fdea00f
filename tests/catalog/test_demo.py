import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count

from catalog.curation.models import Nomination
from catalog.demo import categories, people, products, upts, workshops
from catalog.models import Availability, Category, Halal, Product, ProductImage
from catalog.promotion.models import Event
from orders.management.commands import load_demo
from orders.models import Order
from orders.shipping.models import Tariff
from tests.factories.products import stock_of
from upt_accounts import stock
from upt_accounts.models import (
    Partner,
    StockMovement,
    StockRecord,
    SupportPartner,
    UptKind,
    UptPicture,
    Workshop,
)
from upt_accounts.regions import loading as regions

pytestmark = pytest.mark.django_db

ROWS = {
    Partner: 36,
    Workshop: 84,
    Category: 32,
    Product: 175,
    ProductImage: 208,
    UptPicture: 23,
    SupportPartner: 12,
    Event: 8,
    Nomination: 72,
    people.User: 9,
    Order: 28,
}


@pytest.fixture
def goods():
    """The demo goods without pictures and people, which take longer."""
    for load in (regions.load, upts.load, workshops.load, categories.load, products.load):
        load()


def product(sku):
    return Product.objects.get(stockrecords__partner_sku=sku)


def check_what_waits_for_the_commit():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_demo_shop_is_loaded_once_and_then_left_alone(media, capsys):
    call_command("load_demo")
    check_what_waits_for_the_commit()
    first = {model: list(model.objects.order_by("pk").values()) for model in [*ROWS, StockMovement, Tariff]}
    capsys.readouterr()

    call_command("load_demo")

    assert capsys.readouterr().out == "Demo data: all there already, nothing changed.\n"
    assert {model: len(first[model]) for model in ROWS} == ROWS
    assert {model: list(model.objects.order_by("pk").values()) for model in first} == first


def test_an_installation_that_is_no_demo_stays_empty(settings):
    settings.DEMO_SITE = False

    with pytest.raises(CommandError):
        call_command("load_demo")
    with pytest.raises(CommandError):
        call_command("demo_users")

    assert not Partner.objects.exists()


def test_an_interrupted_run_is_finished_by_the_next(monkeypatch):
    def interrupted():
        workshops.load()
        raise KeyboardInterrupt

    before, after = [("wilayah", regions.load), ("UPT", upts.load)], [("kategori", categories.load)]
    monkeypatch.setattr(load_demo, "STEPS", [*before, ("bengkel", interrupted), *after])
    with pytest.raises(KeyboardInterrupt):
        call_command("load_demo")
    assert (Partner.objects.count(), Workshop.objects.count()) == (36, 0)

    monkeypatch.setattr(load_demo, "STEPS", [*before, ("bengkel", workshops.load), *after])
    call_command("load_demo")

    assert (Partner.objects.count(), Workshop.objects.count(), Category.objects.count()) == (36, 84, 32)


def test_what_people_changed_stays(goods):
    record = stock_of(product("LPPLG-013"))
    StockRecord.objects.filter(pk=record.pk).update(price=3_000_000)
    stock.move(record, 2, reason=StockMovement.Reason.RECEIVED)
    Product.objects.filter(pk=record.product_id).update(title="Songket Tawur")

    assert products.load() == 0

    after = stock_of(record.product)
    assert (after.price, after.num_in_stock, after.product.title) == (
        3_000_000,
        record.num_in_stock,
        "Songket Tawur",
    )


def test_a_product_has_all_that_its_file_says(goods):
    songket = product("LPPLG-012")

    assert (songket.upt.code, songket.workshop.upt, songket.title) == (
        "LPPLG",
        songket.upt,
        "Songket Stel Lepus Nampan Perak",
    )
    assert (songket.availability, songket.lead_time_days, stock_of(songket).price) == (
        "made_to_order",
        28,
        4_250_000,
    )
    assert songket.categories.get().path_slug == "wastra/songket"
    assert all(
        (
            songket.package_length_cm,
            songket.package_width_cm,
            songket.package_height_cm,
            songket.material_cost,
        )
    )
    assert songket.is_public and songket.published_at


def test_the_first_stock_follows_from_the_kind_of_promise(goods):
    bread, songket, bag = product("LPPLG-001"), product("LPPLG-012"), product("LPPLG-022")

    assert stock_of(bread).num_in_stock == 0
    assert stock_of(songket).num_in_stock == 1
    assert bag.availability == Availability.READY
    for record in StockRecord.objects.filter(num_in_stock__gt=0).prefetch_related("movements"):
        assert [(m.reason, m.balance) for m in record.movements.all()] == [("opening", record.num_in_stock)]
    check_what_waits_for_the_commit()


def test_food_says_whether_it_is_halal_and_nobody_of_an_lpka_is_named(goods):
    food = Product.objects.filter(is_food=True)

    assert set(food.values_list("halal", flat=True)) == {Halal.CERTIFIED, Halal.NONE}
    assert not Product.objects.filter(upt__kind=UptKind.LPKA).exclude(maker_initials="").exists()
    assert not Product.objects.annotate(leaves=Count("categories")).exclude(leaves=1).exists()
    assert not Category.objects.filter(numchild__gt=0, product__isnull=False).exists()


@pytest.mark.parametrize(
    ("city", "province", "code"),
    [
        ("Bandung", "Jawa Barat", "32.73"),
        ("Kabupaten Semarang", "Jawa Tengah", "33.22"),
        ("Kota Tangerang", "Banten", "36.71"),
        ("Jakarta Timur", "DKI Jakarta", "31.75"),
        ("Palangka Raya", "Kalimantan Tengah", "62.71"),
        ("Gunungkidul", "DI Yogyakarta", "34.03"),
        ("Tolitoli", "Sulawesi Tengah", "72.04"),
    ],
)
def test_a_upt_stands_in_the_right_kota_or_kabupaten(city, province, code):
    regions.load()

    assert upts.regency_of(city, province).code == code


def test_some_works_are_the_only_ones_and_one_of_them_is_sold(goods):
    unique = Product.objects.filter(is_unique=True).priced().order_by("pk")

    assert [(work.availability, work.on_shelf) for work in unique] == [
        (Availability.READY, 0),
        (Availability.READY, 1),
        (Availability.READY, 1),
        (Availability.READY, 1),
    ]


def test_there_is_a_login_for_every_role(client, rf, capsys):
    for load in (regions.load, upts.load, people.load):
        load()

    logins = people.logins()

    assert {login["role"] for login in logins} == {"shopper", *people.Role.values}
    for login in logins:
        user = authenticate(rf.post("/"), email=login["email"], password=login["password"])
        roles = [(m.role, m.upt and m.upt.code) for m in user.memberships.all()]
        assert roles == ([] if login["role"] == "shopper" else [(login["role"], login["upt"])])
        assert user.is_staff == (login["role"] != "shopper")


def test_only_a_local_installation_has_a_password_everybody_knows(settings):
    assert people.password() == "sicantik-contoh"

    settings.IS_LOCAL = False
    first = people.password()
    settings.SECRET_KEY = "another"

    assert first.startswith("contoh-") and first != people.password()
