"""Buyers, makers and packers of one UPT on an invented calendar, all of them through the shop's own functions."""

import heapq
import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.conf import settings

from catalog.capacity import looms, oven
from catalog.capacity.models import Job, JobStatus
from catalog.capacity.models.looms import OPEN_JOBS
from catalog.choices import ChoicesForm, as_sent, asked_for, choice_facts
from catalog.demo.clock import clock_at
from catalog.models import Availability, Product
from catalog.promises import promise_of, supplies_of, today_at
from orders import workflow
from orders.basket.models import Basket
from orders.basket.parcels import parcels_of
from orders.checkout.exceptions import PlacingRefused
from orders.checkout.placing import ParcelPlan, place
from orders.models import CancelReason, UptOrder, UptOrderStatus
from orders.payments.applying import apply
from orders.shipping.quotes import quote_all
from upt_accounts import stock
from upt_accounts.models import StockMovement, StockRecord
from upt_accounts.strategy import UptStrategy

CONTACT = {"name": "Pembeli Khayalan", "email": "pembeli@example.invalid", "phone": "+6281234567890"}
SHELF_LEVEL = 20
# Nobody waits longer than this for a piece of cloth.
PATIENCE = timedelta(days=150)
OPEN = (UptOrderStatus.WAITING, UptOrderStatus.PREPARING, UptOrderStatus.PARTLY_SHIPPED)


class Year:
    """`a_day` orders on an average day, of one to three kinds of goods. Everything follows from the seed."""

    def __init__(self, upt, district, *, first: date, days: int, a_day: float, seed: int):
        self.upt, self.district, self.zone = upt, district, ZoneInfo(upt.time_zone)
        self.first, self.last = first, first + timedelta(days=days - 1)
        self.a_day, self.dice = a_day, random.Random(seed)  # noqa: S311 no secret depends on it
        self.events, self.turn, self.told = [], count(), Counter()

    # --- The clock ----------------------------------------------------------------------------------------------------
    def at(self, moment: datetime, act, *given):
        heapq.heappush(self.events, (moment, next(self.turn), act, given))

    def local(self, day, hour, minute=0):
        return datetime.combine(day, time(hour, minute), self.zone)

    def run(self):
        day = self.first
        while day <= self.last:
            self.at(self.local(day, 0, 5), self.midnight, day)
            day += timedelta(days=1)
        while self.events:
            moment, _turn, act, given = heapq.heappop(self.events)
            if moment.astimezone(self.zone).date() <= self.last:
                with clock_at(moment):
                    act(moment, *given)
        return self

    def midnight(self, moment, day):
        oven.close_due()
        oven.open_days(Product.objects.filter(upt=self.upt))
        if day.weekday() == 0:
            self.fill_the_shelf()
        for _order in range(self.dice.randint(0, round(2 * self.a_day))):
            self.at(self.local(day, self.dice.randint(5, 22), self.dice.randint(0, 59)), self.buy)
        self.at(self.local(day, 8), self.begin_work)
        self.at(self.local(day, 15), self.end_work)
        self.at(self.local(day, 16), self.pack, day)

    # --- Buyers -------------------------------------------------------------------------------------------------------
    def buy(self, moment):
        basket = self.basket()
        plans = self.plans(basket)
        if not plans:
            self.told["looked and left"] += 1
            return
        try:
            order = place(basket, plans, contact=CONTACT, address=self.address(), language="id")
        except PlacingRefused:
            self.told["refused"] += 1
            return
        self.told["orders"] += 1
        grace = timedelta(minutes=settings.PAYMENT_GRACE_MINUTES, seconds=1)
        self.at(order.expires_at + grace, self.expire, order)
        whim = self.dice.random()
        if whim < 0.9:
            # Most pay at once, some at the last moment; one in thirty when it is over.
            share = 1.5 if whim < 0.03 else self.dice.choice([0.01, 0.01, 0.05, 0.5, 1])
            self.at(moment + share * (order.expires_at - moment), self.pay, order)

    def basket(self):
        basket = Basket.objects.create()
        basket.strategy = UptStrategy()
        # Two of three come for what is fresh, and take more of it.
        is_for_today = self.dice.random() < 0.66
        goods = self.goods(is_for_today)
        for pk in self.dice.sample(goods, min(len(goods), self.dice.randint(1, 3))):
            product = Product.objects.priced().promised().annotate(**choice_facts()).get(pk=pk)
            supply = self.dice.choice(supplies_of(product))
            quantity = self.dice.choice([1, 2, 4, 6] if is_for_today else [1, 1, 1, 2, 3])
            promise = promise_of(product, supply=supply, quantity=quantity)
            too_late = promise.ships_on > today_at(self.upt) + PATIENCE
            if not promise.sold_out and promise.available >= quantity and not too_late:
                day = promise.ships_on if supply == Availability.DAILY_BATCH else None
                choices = self.choices(asked_for(product, supply))
                basket.put_in(product, quantity, supply=supply, day=day, choices=choices)
        return basket

    def goods(self, is_for_today):
        goods = Product.objects.on_sale().filter(upt=self.upt).order_by("pk")
        daily = goods.filter(availability=Availability.DAILY_BATCH)
        return list(
            (daily if is_for_today else goods.exclude(availability=Availability.DAILY_BATCH)).values_list(
                "pk", flat=True
            )
        )

    def choices(self, asked):
        """The first of everything that must be chosen."""
        first = [
            {"name": one["name"], "value": one["options"][0]["name"]} for one in asked if one["is_required"]
        ]
        form = ChoicesForm(asked, as_sent(first, asked))
        return form.answers() if form.is_valid() else []

    def plans(self, basket):
        parcels = parcels_of(basket)
        options = quote_all(parcels, self.district)
        plans = [ParcelPlan(one, options[one.key].sent[0]) for one in parcels if options[one.key].sent]
        has_problem = any(line.problem for parcel in parcels for line in parcel.lines)
        return plans if len(plans) == len(parcels) and not has_problem else []

    def address(self):
        return {
            "recipient": CONTACT["name"],
            "phone": CONTACT["phone"],
            "district": self.district.pk,
            "village": "",
            "line1": "Jalan Khayalan 1",
            "postcode": "30131",
            "landmark": "",
        }

    def pay(self, moment, order):
        attempt = order.attempts.get()
        told = {
            "order_id": attempt.midtrans_order_id,
            "status_code": "200",
            "gross_amount": f"{attempt.amount}.00",
            "currency": "IDR",
            "transaction_status": "settlement",
            "transaction_id": f"sim-{attempt.pk}",
            "payment_type": "bank_transfer",
        }
        self.told[f"money: {apply(attempt, told, source='check')}"] += 1

    def expire(self, moment, order):
        if workflow.cancel(order, because=CancelReason.EXPIRED):
            self.told["expired"] += 1

    # --- The UPT ------------------------------------------------------------------------------------------------------
    def fill_the_shelf(self):
        shelf = StockRecord.objects.filter(product__upt=self.upt, product__availability=Availability.READY)
        for record in shelf.order_by("pk"):
            level = max(SHELF_LEVEL, record.num_allocated or 0)
            stock.set_level(record, level, reason=StockMovement.Reason.RECEIVED)

    def begin_work(self, moment):
        """Whatever is planned for today is begun, on every loom."""
        for job in self.jobs(JobStatus.QUEUED).filter(first_day__lte=moment.astimezone(self.zone).date()):
            looms.start(job, actor=None)

    def end_work(self, moment):
        for job in self.jobs(JobStatus.STARTED).filter(last_day__lte=moment.astimezone(self.zone).date()):
            looms.finish(job, actor=None)

    def jobs(self, status):
        return Job.objects.filter(loom__workshop__upt=self.upt, status=status).order_by("pk")

    def pack(self, moment, day):
        """What was promised for today leaves today, if it is made."""
        due = UptOrder.objects.filter(
            upt=self.upt,
            status__in=OPEN,
            ships_on__lte=day,
            order__paid_at__isnull=False,
            order__cancel_reason="",
        ).select_related("service__courier")
        for part in due.order_by("pk"):
            if Job.objects.filter(line__upt_order=part, status__in=OPEN_JOBS).exists():
                self.told["not made in time"] += 1
            elif part.service.courier_id is None:
                workflow.make_ready(part, actor=None)
            else:
                number = f"SIM{part.pk:010d}"
                workflow.ship(part, courier=part.service.courier, tracking_number=number, actor=None)
