"""Forty buyers, each with a connection and a session of their own, want ten pieces at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from orders.basket.models import Basket
from orders.models import Line, Order
from orders.payments.models import PaymentAttempt
from tests.factories.products import ProductFactory, stock_of
from tests.factories.tariffs import TariffFactory
from tests.factories.upts import DistrictFactory
from tests.orders.checkout.buyers import Buyer

BUYERS, PIECES = 40, 10


def at_the_same_moment(acts):
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_forty_buyers_at_once_place_ten_orders_for_ten_pieces(shop):
    district, songket = DistrictFactory(), ProductFactory(stock=PIECES, price=1_150_000)
    TariffFactory(origin=songket.upt.regency.province, destination=district.regency.province)
    with ThreadPoolExecutor(8) as pool:
        buyers = list(
            pool.map(
                lambda buyer: buyer.go_to_review(district, songket), [Buyer(shop) for _each in range(BUYERS)]
            )
        )

    answers = at_the_same_moment([buyer.pay for buyer in buyers])

    assert {answer.status_code for answer in answers} == {302}
    losers = [
        buyer
        for buyer, answer in zip(buyers, answers, strict=True)
        if answer.headers["Location"] == "/keranjang/"
    ]
    assert len(losers) == BUYERS - PIECES
    assert _counts(songket) == (PIECES, PIECES, PIECES, PIECES)
    for buyer in losers:
        page = buyer.basket()
        assert "Pesanan belum dibuat dan belum ada yang ditagih." in page
        assert f"“{songket.name}” sedang habis. Hapus dari keranjang untuk melanjutkan." in page
    assert Basket.objects.filter(status=Basket.OPEN, lines__product=songket).count() == len(losers)

    again = at_the_same_moment([buyer.pay for buyer in losers])

    assert {answer.headers["Location"] for answer in again} == {"/keranjang/"}
    assert _counts(songket) == (PIECES, PIECES, PIECES, PIECES)


def _counts(product):
    """Orders, their pieces, attempts to pay and pieces reserved."""
    return (
        Order.objects.count(),
        sum(Line.objects.values_list("quantity", flat=True)),
        PaymentAttempt.objects.count(),
        stock_of(product).num_allocated,
    )
