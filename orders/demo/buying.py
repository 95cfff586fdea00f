"""An invented buyer walks through the checkout: basket, address, ways of sending, order."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from catalog.capacity import oven, pickup
from catalog.choices import ChoicesForm, as_sent, asked_for, choice_facts
from catalog.demo.files import items, rows
from catalog.models import Availability, Product
from catalog.promises import promise_of, supplies_of
from orders.addresses import book
from orders.basket.models import Basket
from orders.basket.parcels import parcels_of
from orders.checkout.exceptions import PlacingRefused
from orders.checkout.placing import ParcelPlan, place
from orders.shipping.quotes import quote_all
from upt_accounts.regions.models import District
from upt_accounts.strategy import UptStrategy
from upt_accounts.users.models import User

DATA = Path(__file__).parent / "data"


@transaction.atomic
def buy(row):
    """Place the order of one row of orders.csv. Raises PlacingRefused where its goods are gone."""
    basket, address = _basket(row), _address(row)
    user = User.objects.filter(email=row["account"]).first()
    order = place(
        basket,
        _plans(basket, row),
        contact={name: row[name] for name in ("name", "email", "phone")},
        address=address,
        language=row["language"],
        user=user,
    )
    if user:
        book.keep(user, address)
    # Set by Oscar, whose clock cannot be set back.
    order.date_placed = timezone.now()
    order.save(update_fields=["date_placed"])
    return order


def _basket(row):
    basket = Basket.objects.create()
    basket.strategy = UptStrategy()
    for sku, words in pairs(row["goods"]):
        quantity, *made = words.split()
        # The days of the oven as they were open then.
        oven.open_days(Product.objects.filter(stockrecords__partner_sku=sku))
        products = Product.objects.priced().promised().annotate(**choice_facts())
        product = products.get(stockrecords__partner_sku=sku)
        supply = Availability.MADE_TO_ORDER if made else supplies_of(product)[0]
        promise = promise_of(product, supply=supply, quantity=int(quantity))
        day = promise.ships_on if supply == Availability.DAILY_BATCH else None
        choices = _answers(asked_for(product, supply), row["code"], sku)
        basket.put_in(product, int(quantity), supply=supply, day=day, choices=choices)
    return basket


def _answers(asked, code, sku):
    """What wishes.csv says of these goods, checked as a buyer's would be; where it is silent, what comes first."""
    wishes = [row for row in rows("wishes.csv", DATA) if (row["code"], row["sku"]) == (code, sku)]
    given = {row["name"]: row["value"] for row in wishes}
    first = {choice["name"]: choice["options"][0]["name"] for choice in asked if choice["is_required"]}
    kept = [{"name": name, "value": value} for name, value in (first | given).items()]
    form = ChoicesForm(asked, as_sent(kept, asked))
    if not form.is_valid():
        raise ValueError(f"{code}, {sku}: {form.errors}")
    return form.answers()


def _plans(basket, row):
    parcels = parcels_of(basket)
    options = quote_all(parcels, District.objects.select_related("regency").get(pk=row["district"]))
    ways, notes = dict(pairs(row["ways"])), dict(pairs(row["notes"]))
    gifts = {gift["upt"]: gift["message"] for gift in rows("gifts.csv", DATA) if gift["code"] == row["code"]}
    plans = [_plan(parcel, options[parcel.key], ways, notes, gifts) for parcel in parcels]
    if None in plans:
        raise PlacingRefused
    return plans


def _plan(parcel, options, ways, notes, gifts):
    """By the way that the row names, perhaps with outlet and hour of a window, else by the cheapest."""
    code, _space, where = ways.get(parcel.upt.code, "").partition(" ")
    option = options.named(code) if code else next(iter(options.sent), None)
    window = _window(parcel, *where.rsplit(" ", 1)) if where else None
    words = notes.get(parcel.upt.code, ""), gifts.get(parcel.upt.code, "")
    return option and ParcelPlan(parcel, option, *words, window=window)


def _window(parcel, outlet, opens):
    """The first window of that outlet and hour. Raises PlacingRefused where there is none."""
    hours = pickup.hours_of([parcel.upt]).get(parcel.upt.pk, [])
    for window in pickup.offered(hours, ready_on=parcel.ships_on, day=parcel.day):
        if window.is_free and window.outlet.name == outlet and f"{window.opens:%H.%M}" == opens:
            return window
    raise PlacingRefused


def _address(row):
    return {
        "recipient": row["name"],
        "village": "",
        **{name: row[name] for name in ("phone", "district", "line1", "postcode", "landmark")},
    }


def pairs(cell: str) -> list[tuple[str, str]]:
    """ "LPPLG-022 1; LPLG1-005 2" as pairs of a first word and what follows it."""
    return [tuple(item.split(" ", 1)) for item in items(cell)]
