"""What the pages of the checkout say one can pay by, follows from what is on."""

import pytest

from orders.payments.models import PaymentChannel
from tests.admin.pages import words
from tests.orders.checkout.walking import go_to_review, pay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("codes", "named"),
    [
        (["alfamart", "bca_va", "echannel", "other_qris"], "QRIS, transfer bank, kasir minimarket"),
        (["credit_card"], "kartu"),
        (["kredivo", "gopay"], "dompet digital, paylater"),
    ],
)
def test_the_review_names_the_kinds_of_ways_that_are_on(client, district, products, codes, named):
    PaymentChannel.objects.update(is_enabled=False)
    PaymentChannel.objects.filter(code__in=codes).update(is_enabled=True)

    page = go_to_review(client, district, products)

    assert f"Cara bayar ({named}) Anda pilih di halaman berikut." in words(page)


def test_an_order_whose_payment_page_did_not_open_yet_names_none(client, district, products):
    order = pay(client, go_to_review(client, district, products)).url

    page = words(client.get(order))

    assert "Cara bayar Anda pilih di halaman Midtrans." in page
