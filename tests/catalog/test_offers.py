"""What the page of a product lets one choose, and in which words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog import days
from catalog.capacity.models import Batch, Outlet, PickupHours, PickupWindow
from catalog.models import Availability
from catalog.offers import near
from catalog.promises import today_at
from orders.basket.models import Basket
from tests.factories.products import CategoryFactory, ProductFactory, stock_of
from tests.factories.upts import UptFactory
from upt_accounts import stock
from upt_accounts.models import StockMovement

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


def put(client, product, quantity=1, **wish):
    return client.post(
        reverse("basket:add", args=[product.pk]), {"quantity": quantity} | wish, headers=OURS, follow=True
    )


def bread(**facts):
    return ProductFactory(daily_batch=True, food=True, **facts)


def test_every_day_of_the_oven_tells_how_many_are_left(client):
    product = bread(stock=6)
    first, second, third = product.batches.all()
    Batch.objects.filter(pk=second.pk).update(taken=second.planned)

    page = client.get(product.get_absolute_url())

    assert [(offer.day, offer.left, offer.is_chosen) for offer in page.context["days"]] == [
        (first.day, 6, True),
        (second.day, 0, False),
        (third.day, 6, False),
    ]
    assert page.text.count("<span>Sisa 6</span>") == 2
    assert page.text.count("<span>Penuh</span>") == 1


@pytest.mark.parametrize("zone, hour", [("Asia/Jakarta", "20.00 WIB"), ("Asia/Makassar", "20.00 WITA")])
def test_the_deadline_is_told_in_the_zone_of_the_upt(client, zone, hour):
    product = bread(upt=UptFactory(time_zone=zone))
    day = product.batches.last().day

    offer = client.get(product.get_absolute_url()).context["days"][-1]

    assert offer.day == day
    assert hour in offer.deadline
    assert offer.deadline.endswith(f" untuk {days.weekday(day)}.")


def test_a_day_whose_hour_is_past_is_offered_no_more(client):
    product = bread()
    first = product.batches.first()
    Batch.objects.filter(pk=first.pk).update(order_by=timezone.now() - timedelta(seconds=1))

    offered = client.get(product.get_absolute_url()).context["days"]

    assert [offer.day for offer in offered] == [batch.day for batch in product.batches.all()[1:]]


def test_a_day_tells_when_and_where_it_can_be_fetched(client):
    product = bread()
    first = product.batches.first().day
    outlet = Outlet.objects.create(upt=product.upt, name="Toko Roti Le Panile", address="Jalan Merdeka 12")
    hours = {"outlet": outlet, "weekday": first.weekday(), "capacity": 12}
    for opens, closes in (("07:00", "09:00"), ("15:00", "17:00")):
        PickupHours.objects.create(**hours, opens=opens, closes=closes)
    PickupWindow.objects.create(
        outlet=outlet, day=first, opens="15:00", closes="17:00", capacity=12, taken=12
    )

    page = client.get(product.get_absolute_url())

    assert page.context["days"][0].fetching == (
        (
            f"Ambil {near(first, today_at(product.upt))} di Toko Roti Le Panile",
            ["07.00–09.00 sisa 12", "15.00–17.00 penuh"],
        ),
    )
    assert '<span class="unbroken">07.00–09.00 sisa 12</span>' in page.text
    assert [bool(offer.fetching) for offer in page.context["days"]] == [True, False, False]


def test_where_all_days_are_full_the_page_says_when_the_next_one_opens(client):
    product = bread()
    for batch in product.batches.all():
        Batch.objects.filter(pk=batch.pk).update(taken=batch.planned)
    today = today_at(product.upt)

    page = client.get(product.get_absolute_url())

    assert (
        f"Berikutnya untuk {days.weekday(today + timedelta(days=11))}, "
        f"dapat dipesan mulai {days.weekday(today + timedelta(days=1))}." in page.text
    )
    assert "Masukkan ke keranjang" not in page.text


def test_the_chosen_day_comes_into_the_basket(client):
    product = bread()
    later = product.batches.last().day

    put(client, product, 2, hari=later.isoformat())

    assert list(Basket.objects.get().lines.values_list("day", "quantity")) == [(later, 2)]


def test_no_more_than_are_left_of_the_chosen_day_can_be_put_in(client):
    product = bread(stock=6)
    last = product.batches.last()
    Batch.objects.filter(pk=last.pk).update(taken=last.planned - 2)

    page = put(client, product, 3, hari=last.day.isoformat())

    assert page.context["refused"]["errors"] == ["Tinggal 2. Pilih jumlah yang lebih kecil."]


def test_a_day_that_is_gone_offers_the_next_one(client):
    product = bread(stock=6)
    first, second, third = product.batches.all()
    Batch.objects.filter(pk=first.pk).update(taken=first.planned)

    page = put(client, product, 1, hari=first.day.isoformat())
    answer = put(client, product, 1, hari=page.context["refused"]["days"][0][0])

    assert page.context["refused"]["errors"] == ["Hari itu tidak dapat dipesan lagi. Pilih hari lain."]
    assert [day for day, _words in page.context["refused"]["days"]] == [
        second.day.isoformat(),
        third.day.isoformat(),
    ]
    assert answer.context["refused"] is None
    assert Basket.objects.get().lines.get().day == second.day


def woven(**facts):
    return ProductFactory(made_to_order=True, workshop__steps=["Benang", "Tenun", "Finishing"], **facts)


def test_what_is_woven_tells_its_steps_its_queue_and_its_day(client):
    product = woven()

    page = client.get(product.get_absolute_url())
    promise = page.context["promise"]

    assert f"Dibuat ±28 hari kerja, dikirim {days.short(promise.ships_on)}" in page.text
    assert "Tidak ada antrean: mulai dikerjakan" in page.text
    assert '<ol class="making"><li>Benang</li><li>Tenun</li><li>Finishing</li></ol>' in page.text


def test_a_buyer_chooses_between_what_is_ready_and_what_is_woven(client):
    product = woven()
    stock.set_level(stock_of(product), 2, reason=StockMovement.Reason.COUNTED)

    page = client.get(product.get_absolute_url())
    put(client, product, asal="made_to_order")
    put(client, product, asal="ready")

    assert [way.kind for way in page.context["ways"]] == ["ready", "made_to_order"]
    assert "sisa 2</span>" in page.text
    assert f"dikirim {days.short(page.context['ways'][1].ships_on)}</span>" in page.text
    assert [line.supply for line in Basket.objects.get().lines.order_by("pk")] == ["made_to_order", "ready"]


def test_a_queue_is_told_in_working_days(client):
    product = woven(lead_time_days=3)
    loom = product.workshop.looms.first()
    product.workshop.looms.exclude(pk=loom.pk).delete()
    begins = client.get(product.get_absolute_url()).context["promise"].slots[0].first_day
    product.workshop.queue = [[loom.pk, [[begins.isoformat(), begins.isoformat()]]]]
    product.workshop.save(update_fields=["queue"])

    assert "Antre 1 hari kerja, lalu dikerjakan mulai" in client.get(product.get_absolute_url()).text


def unique(**facts):
    return ProductFactory(is_unique=True, category=CategoryFactory(slug="batik"), **facts)


def test_a_work_that_is_the_only_one_says_so(client):
    assert "Siap kirim · hanya satu" in client.get(unique(stock=1).get_absolute_url()).text


@pytest.mark.parametrize("availability", [Availability.READY, Availability.MADE_TO_ORDER])
def test_the_only_one_stays_to_be_seen_when_sold_with_works_like_it(client, availability):
    sold = unique(stock=0, availability=availability)
    alike = ProductFactory(category=sold.categories.get())
    ProductFactory(category=sold.categories.get(), stock=0)

    page = client.get(sold.get_absolute_url())

    assert page.context["promise"].text == "Terjual"
    assert "Masukkan ke keranjang" not in page.text
    assert page.context["others"] == [alike]
    assert "Karya serupa yang masih ada" in page.text


def test_the_only_one_in_an_unpaid_order_is_told_to_be_ordered(client):
    product = unique(stock=1)
    stock_of(product).allocate(1)

    page = client.get(product.get_absolute_url())

    assert page.context["promise"].text == "Sedang dipesan"
    assert "Jika pesanan itu batal, ia dijual lagi di sini." in page.text
