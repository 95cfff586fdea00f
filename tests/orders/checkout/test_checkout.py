import pytest
from django.urls import reverse

from orders.models import Order
from tests.factories.products import ProductFactory, stock_of
from tests.factories.upts import DistrictFactory
from tests.orders.checkout.walking import ADDRESS, OURS, REVIEW, SHIPPING, answers, go_to_review, pay
from upt_accounts.models import StockRecord

pytestmark = pytest.mark.django_db


def test_a_guest_orders_from_two_upts_in_one_go(client, district, products):
    review = go_to_review(client, district, products)

    response = pay(client, review)
    order = Order.objects.get()

    assert response.url == order.get_absolute_url()
    assert order.total_incl_tax == review.context["summary"].total == 232_000 + 75_500 + 2 * 18_000
    assert [part.note for part in order.upt_orders.all()] == ["Tolong dibungkus rapi", ""]
    assert str(order.contact_phone) == "+6281234567890"
    assert client.get(response.url).status_code == 200


def test_an_order_stands_while_midtrans_is_away_and_the_buyer_is_told(client, district, products):
    review = go_to_review(client, district, products)

    page = client.get(pay(client, review).url)

    assert page.context["order"] == Order.objects.get()
    assert [str(message) for message in page.context["messages"]] == [
        "Halaman pembayaran belum dapat dibuka. Pesanan Anda tetap tersimpan; coba lagi sebentar lagi."
    ]


def test_after_placing_the_back_button_and_a_second_click_lead_to_the_order(client, district, products):
    review = go_to_review(client, district, products)
    pay(client, review)

    assert pay(client, review).url == Order.objects.get().get_absolute_url()
    assert client.get(ADDRESS).url == Order.objects.get().get_absolute_url()


def test_a_price_that_changed_is_shown_again_before_anything_is_charged(client, district, products):
    review = go_to_review(client, district, products)
    StockRecord.objects.filter(product=products[0]).update(price=300_000)

    again = pay(client, review)

    assert again.context["changed"] == [f"Harga “{products[0].name}” sekarang Rp300.000, tadinya Rp232.000."]
    assert not Order.objects.exists()
    assert pay(client, again).status_code == 302
    assert Order.objects.get().total_incl_tax == 300_000 + 75_500 + 2 * 18_000


def test_a_piece_sold_meanwhile_leads_to_the_basket_which_keeps_everything(client, district, products):
    review = go_to_review(client, district, products)
    stock_of(products[0]).allocate(3)

    assert pay(client, review).url == reverse("basket:summary")
    basket = client.get(reverse("basket:summary")).context
    assert len(basket["problems"]) == 1
    assert sum(len(parcel.lines) for parcel in basket["parcels"]) == 2
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "form"),
    [
        ("kontak-email", "ani@", "contact_form"),
        ("kontak-phone", "12", "contact_form"),
        ("kontak-name", "", "contact_form"),
        ("postcode", "301", "address_form"),
        ("line1", "   ", "address_form"),
        ("district", "99.99.99", "address_form"),
    ],
)
def test_a_mistake_is_named_beside_its_field_and_nothing_typed_is_lost(
    client, district, products, field, value, form
):
    client.post(reverse("basket:add", args=[products[0].pk]), {"quantity": 1}, headers=OURS)

    response = client.post(ADDRESS, answers(district, **{field: value}))

    assert list(response.context[form].errors) == [field.removeprefix("kontak-")]
    assert b"Jalan Merdeka 12" in response.content or field == "line1"


def test_a_kecamatan_of_another_kabupaten_is_refused(client, district, products):
    client.post(reverse("basket:add", args=[products[0].pk]), {"quantity": 1}, headers=OURS)
    foreign = DistrictFactory(code="11.01.01", regency__code="11.01", regency__province__code="11")

    response = client.post(ADDRESS, answers(district, district=foreign.pk))

    assert list(response.context["address_form"].errors) == ["district"]


def test_an_area_that_nobody_serves_is_told_before_payment(client, district):
    product = ProductFactory()
    client.post(reverse("basket:add", args=[product.pk]), {"quantity": 1}, headers=OURS)
    client.post(ADDRESS, answers(district))

    page = client.get(SHIPPING)

    assert [form.options.reason for form in page.context["unserved"]] == [
        f"{product.name} belum dapat dikirim: tidak ada kurir dari Kota Palembang ke Kota Palembang."
    ]
    assert client.get(REVIEW).url == SHIPPING
    assert client.post(SHIPPING, {}).status_code == 200


def test_a_way_of_sending_that_was_not_offered_is_not_taken(client, district, products):
    client.post(reverse("basket:add", args=[products[0].pk]), {"quantity": 1}, headers=OURS)
    client.post(ADDRESS, answers(district))
    key = client.get(SHIPPING).context["forms"][0].parcel.key

    response = client.post(SHIPPING, {f"kirim-{key}": "gratis-saja"})

    assert list(response.context["forms"][0].errors) == ["kirim"]
    assert client.get(REVIEW).url == SHIPPING


@pytest.mark.parametrize("address", [ADDRESS, SHIPPING, REVIEW])
def test_without_a_basket_every_step_leads_back_with_words(client, address):
    response = client.get(address, follow=True)

    assert response.redirect_chain[-1][0] == reverse("basket:summary")
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


@pytest.mark.parametrize("step", [SHIPPING, REVIEW])
def test_no_step_can_be_skipped(client, products, step):
    client.post(reverse("basket:add", args=[products[0].pk]), {"quantity": 1}, headers=OURS)

    assert client.get(step).url == ADDRESS
