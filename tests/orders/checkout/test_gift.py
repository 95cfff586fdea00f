"""A parcel that is a gift: the buyer's words lie in it on a card, without any price, and no other UPT reads them."""

import pytest

from orders.models import Order, UptOrder
from orders.workflow import mark_paid
from tests.factories.upts import petugas_of
from tests.orders.checkout.walking import REVIEW, SHIPPING, go_to_shipping, pay, ways

pytestmark = pytest.mark.django_db
WORDS = "Selamat menempuh hidup baru, Dik Sari"


@pytest.fixture
def at_review(client, district, products):
    page = go_to_shipping(client, district, products)
    words = {f"ucapan-{page.context['forms'][0].parcel.key}": WORDS}
    client.post(SHIPPING, ways(page) | words)
    return client.get(REVIEW)


@pytest.fixture
def order(client, at_review):
    pay(client, at_review)
    return Order.objects.get()


def page_of(part):
    return f"/admin/order/uptorder/{part.pk}/change/"


def slip_of(part):
    return f"/admin/order/uptorder/slip/?pk={part.pk}"


def test_the_words_stand_on_review_and_order_with_the_parcel_they_are_for(client, at_review, order):
    assert WORDS in at_review.text
    assert client.get(order.get_absolute_url()).text.count(WORDS) == 1
    assert list(UptOrder.objects.order_by("number").values_list("gift_message", flat=True)) == [WORDS, ""]


def test_words_that_another_tab_changed_are_told_before_anything_is_ordered(client, district, at_review):
    client.post(SHIPPING, ways(client.get(SHIPPING)))

    changed = pay(client, at_review).context["changed"]

    assert [sentence.startswith("Ucapan di kartu dari ") for sentence in changed] == [True]
    assert not Order.objects.exists()


def test_words_with_tags_are_refused_beside_the_field_and_kept(client, district, products):
    page = go_to_shipping(client, district, products)
    name = f"ucapan-{page.context['forms'][0].parcel.key}"

    answer = client.post(SHIPPING, ways(page) | {name: "<b>Selamat"})

    assert answer.context["forms"][0].errors == {"ucapan": ["Hapus tanda < dan > dari isian ini."]}
    assert "&lt;b&gt;Selamat" in answer.text


def test_the_upt_prints_the_card_and_no_price_lies_in_the_parcel(client, order):
    mark_paid(order)
    part = order.upt_orders.earliest("number")
    client.force_login(petugas_of(part.upt))

    slip = client.get(slip_of(part)).text
    assert WORDS in client.get(page_of(part)).text
    assert slip.count(WORDS) == 1
    assert "Rp" not in slip.partition("slip-body")[2]


def test_no_other_upt_reads_what_was_written_for_one(client, order):
    mark_paid(order)
    UptOrder.objects.filter(gift_message=WORDS).update(note="Hanya untuk UPT ini")
    first, second = order.upt_orders.order_by("number")
    client.force_login(petugas_of(second.upt))

    assert client.get(page_of(first)).status_code == client.get(slip_of(first)).status_code == 404
    for address in (page_of(second), slip_of(second), "/admin/", "/admin/order/uptorder/"):
        page = client.get(address).text
        assert WORDS not in page
        assert "Hanya untuk UPT ini" not in page
