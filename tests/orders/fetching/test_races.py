"""Forty buyers with connections of their own want the last ten places of one window at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from catalog.capacity.models import PickupWindow
from orders.models import Order
from tests.factories.orders import ShippingServiceFactory
from tests.factories.pickup import OutletFactory
from tests.factories.products import ProductFactory
from tests.factories.upts import DistrictFactory
from tests.orders.checkout.buyers import Buyer, hidden_fields
from tests.orders.checkout.test_oversell_http import at_the_same_moment
from tests.orders.checkout.walking import ADDRESS, REVIEW, SHIPPING, answers
from tests.orders.fetching.walking import PICKUP, first_window

BUYERS, PLACES = 40, 10


def go_to_review(buyer, district, product, window):
    buyer.post(f"/keranjang/tambah/{product.pk}/", {"quantity": 1})
    token = hidden_fields(buyer.get(ADDRESS))
    buyer.post(ADDRESS, answers(district) | token)
    key = f"{product.upt_id}-daily_batch-{window.day:%Y%m%d}"
    buyer.post(SHIPPING, {f"kirim-{key}": PICKUP, f"jam-{key}": window.code} | token)
    buyer.last_page = hidden_fields(buyer.get(REVIEW))
    return buyer


def test_forty_buyers_at_once_book_the_ten_places_of_a_window_and_no_more(shop):
    district = DistrictFactory()
    ShippingServiceFactory(pickup=True)
    bread = ProductFactory(daily_batch=True, stock=100, ship_scope="local_or_pickup")
    window = first_window(OutletFactory(upt=bread.upt, capacity=PLACES), bread)
    with ThreadPoolExecutor(8) as pool:
        buyers = list(
            pool.map(
                lambda buyer: go_to_review(buyer, district, bread, window),
                [Buyer(shop) for _each in range(BUYERS)],
            )
        )

    found = at_the_same_moment([buyer.pay for buyer in buyers])

    assert {answer.status_code for answer in found} == {302}
    places = {answer.headers["Location"] for answer in found}
    assert Order.objects.count() == PLACES
    assert PickupWindow.objects.values_list("taken", "capacity").get() == (PLACES, PLACES)
    batch = bread.batches.get(day=window.day)
    assert batch.taken == batch.planned - 100 + PLACES
    codes = set(Order.objects.values_list("upt_orders__pickup_code", flat=True))
    assert len(codes) == PLACES
    assert len(places) > 1
