"""What a buyer decides about a piece: asked on its page, mended where it is refused, carried unchanged to the UPT."""

import pytest
from django.urls import reverse

from catalog.choices import as_sent
from orders.basket.models import Basket, Line
from orders.models import Line as OrderLine
from orders.models import Order
from orders.support import as_data
from tests.factories.products import ProductFactory, pick_of, stock_of, text_of
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import DistrictFactory, petugas_of
from tests.orders.checkout.walking import OURS, REVIEW, SHIPPING, answers, pay, ways
from upt_accounts import stock
from upt_accounts.models import StockMovement

pytestmark = pytest.mark.django_db
WISHES = [
    {"name": "Ukuran", "value": "XXL", "surcharge": 10_000},
    {"name": "Nama di dada", "value": "Budi", "surcharge": 15_000},
]


@pytest.fixture
def shirt():
    product = ProductFactory(title="Kaos Ampera", price=90_000)
    product.size, product.name_on_it = pick_of(product), text_of(product, surcharge=15_000)
    return product


def put(client, shirt, size="XXL", name="Budi", **more):
    size = dict(shirt.size.options.values_list("name", "pk")).get(size, size)
    sent = {f"pilihan-{shirt.size.pk}": size, f"pilihan-{shirt.name_on_it.pk}": name, "quantity": 1} | more
    client.post(reverse("basket:add", args=[shirt.pk]), sent, headers=OURS)
    return client.get("/keranjang/")


def shown_lines(page):
    return [
        (line.quantity, line.price, line.choices)
        for parcel in page.context["parcels"]
        for line in parcel.lines
    ]


def wrong(page):
    return [words for errors in page.context["refused"]["form"].errors.values() for words in errors]


def test_the_page_of_a_product_offers_its_choices_and_says_what_each_adds(client, shirt):
    page = client.get(shirt.get_absolute_url()).text

    assert "<span>M</span>" in page
    assert "<span>XXL, +Rp10.000</span>" in page
    assert "Nama di dada (boleh kosong)" in page
    assert "Paling banyak 12 huruf; +Rp15.000 bila diisi" in page


def test_what_was_chosen_is_part_of_the_price_and_stands_in_the_basket(client, shirt):
    page = put(client, shirt)

    assert shown_lines(page) == [(1, 115_000, WISHES)]
    assert page.context["total"] == 115_000


def test_the_same_wishes_are_one_line_and_other_wishes_another(client, shirt):
    for name in ("Budi", "  Budi ", "Ani"):
        page = put(client, shirt, name=name)

    assert [(quantity, choices[1]["value"]) for quantity, _price, choices in shown_lines(page)] == [
        (2, "Budi"),
        (1, "Ani"),
    ]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"size": ""}, "Pilih ukuran."),
        ({"size": "999999"}, "Pilihan ini tidak tersedia lagi. Pilih yang lain."),
        ({"size": "\x00"}, "Pilihan ini tidak tersedia lagi. Pilih yang lain."),
        ({"name": "Muhammad Budi"}, "Paling banyak 12 huruf; sekarang ada 13."),
        ({"name": "<b>Budi"}, "Hapus tanda < dan > dari isian ini."),
        ({"name": "Bu\x07di"}, "Isian ini mengandung tanda yang tidak terlihat. Ketik ulang."),
    ],
)
def test_a_wish_that_cannot_be_is_told_beside_its_field_and_nothing_typed_is_lost(client, shirt, sent, told):
    page = put(client, shirt, quantity="3", **sent)

    assert wrong(page) == [told]
    assert page.context["refused"]["quantity"] == "3"
    assert page.context["refused"]["form"].data[f"pilihan-{shirt.name_on_it.pk}"] == sent.get("name", "Budi")
    assert not Line.objects.exists()


def test_a_piece_that_lies_finished_on_the_shelf_is_as_it_is(client):
    product = ProductFactory(made_to_order=True)
    stock.move(stock_of(product), 1, reason=StockMovement.Reason.OPENING)
    pick_of(product)

    client.post(reverse("basket:add", args=[product.pk]), {"quantity": 1, "asal": "ready"}, headers=OURS)
    page = client.post(
        reverse("basket:add", args=[product.pk]), {"quantity": 1, "asal": "made_to_order"}, headers=OURS
    )
    page = client.get("/keranjang/")

    assert wrong(page) == ["Pilih ukuran."]
    assert [choices for _quantity, _price, choices in shown_lines(page)] == [[]]


def test_a_removed_line_is_put_back_as_it_was(client, shirt):
    put(client, shirt)
    line = Basket.objects.get().lines.get()

    client.post(reverse("basket:remove", args=[line.pk]), headers=OURS)
    removed = client.get("/keranjang/").context["removed"]
    client.post(reverse("basket:add", args=[shirt.pk]), {"quantity": 1, **removed["choices"]}, headers=OURS)

    assert shown_lines(client.get("/keranjang/")) == [(1, 115_000, WISHES)]


def test_an_answer_that_is_no_longer_offered_is_told_in_the_basket_and_by_name(client, shirt):
    put(client, shirt)
    shirt.size.options.filter(name="XXL").delete()

    assert client.get("/keranjang/").context["problems"] == [
        "Pilihan “Ukuran” untuk “Kaos Ampera” tidak tersedia lagi seperti semula. "
        "Hapus dari keranjang, lalu pilih lagi di halaman produknya."
    ]


def test_a_choice_asked_since_then_is_told_like_one_that_is_gone(client, shirt):
    put(client, shirt)
    pick_of(shirt, "Warna", [("Biru", 0)])

    assert "Pilihan “Warna”" in client.get("/keranjang/").context["problems"][0]


def test_a_kept_answer_is_found_again_by_its_name():
    asked = [{"pk": 7, "name": "Ukuran", "kind": "pick", "options": [{"pk": 9, "name": "M", "surcharge": 0}]}]

    assert as_sent([{"name": "Ukuran", "value": "M", "surcharge": 0}], asked) == {"pilihan-7": "9"}


# --- Up to the order, and on to the UPT -----------------------------------------------------------------------------
@pytest.fixture
def at_review(client, shirt):
    district = DistrictFactory()
    TariffFactory(origin=shirt.upt.regency.province, destination=district.regency.province)
    put(client, shirt)
    client.post("/checkout/", answers(district))
    client.post(SHIPPING, ways(client.get(SHIPPING)))
    return client.get(REVIEW)


def test_wishes_stand_unchanged_on_review_order_mail_slip_and_in_the_command(
    client, shirt, at_review, mailoutbox
):
    pay(client, at_review)
    order = Order.objects.get()
    order_page = client.get(order.get_absolute_url())

    assert "Nama di dada:</span> Budi" in at_review.text
    assert "Nama di dada:</span> Budi" in order_page.text
    assert OrderLine.objects.get().choices == WISHES
    assert as_data(order)["lines"][0]["choices"] == WISHES
    assert order.total_incl_tax == 115_000 + order.shipping_incl_tax


def test_a_surcharge_that_changed_is_told_like_a_changed_price_and_nothing_is_ordered(
    client, shirt, at_review
):
    shirt.size.options.filter(name="XXL").update(surcharge=12_000)

    page = pay(client, at_review)

    assert page.context["changed"] == ["Harga “Kaos Ampera” sekarang Rp117.000, tadinya Rp115.000."]
    assert not Order.objects.exists()


def test_the_petugas_reads_the_wishes_on_the_parcels_page_and_on_its_slip(client, shirt, at_review):
    pay(client, at_review)
    order = Order.objects.get()
    Order.objects.update(status="paid", paid_at=order.date_placed)
    part = order.upt_orders.get()
    client.force_login(petugas_of(shirt.upt))

    for page in (f"/admin/order/uptorder/{part.pk}/change/", f"/admin/order/uptorder/slip/?pk={part.pk}"):
        assert "Nama di dada:</span> Budi" in client.get(page).text
