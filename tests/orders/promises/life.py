"""A shop's life in random steps: buyers place, pay and cancel, staff plan and make, days pass, in any order.

Every step goes through the shop's own functions; `invariants.check_all` looks at the rows after each.
"""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from catalog.capacity import closures, looms, oven, pickup, replanning
from catalog.capacity.models import Batch, Closure, Job, JobStatus, Loom, LoomOutage, PickupWindow
from catalog.capacity.models.looms import OPEN_JOBS
from catalog.promises import promise_of, today_at
from orders import workflow
from orders.checkout.exceptions import PlacingRefused
from orders.checkout.placing import place
from orders.models import CancelReason, Order, UptOrder, UptOrderStatus
from orders.payments.applying import Outcome, apply
from orders.withdrawal import withdraw
from tests.factories.orders import CourierFactory
from tests.orders.payments.answers import body_of
from tests.orders.promises import invariants
from tests.orders.promises.world import BEGINS, CONTACT, LOOM, OVEN, SHELF, basket_of, plans_for, read
from upt_accounts import stock
from upt_accounts.models import StockMovement, StockRecord
from upt_accounts.states.machine import TransitionRefused

REFUSALS = (
    TransitionRefused,
    oven.BatchRefused,
    stock.StockRefused,
    pickup.WindowRefused,
    replanning.PlanRefused,
)
LATE_NEWS = {Outcome.PAID, Outcome.LATE}
picks = some.integers(0, 9_999)
wishes = some.lists(some.tuples(picks, some.integers(1, 3), some.integers(0, 2)), min_size=1, max_size=3)


class Life(RuleBasedStateMachine):
    """Inside one transaction that is rolled back at the end; `steps` counts over all lives."""

    steps = Counter()

    def __init__(self, world):
        super().__init__()
        self.world, self.now, self.kept_plans = world, BEGINS, []
        self.real_now, timezone.now = timezone.now, lambda: self.now
        self.rollback = transaction.atomic()
        self.rollback.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)
        timezone.now = self.real_now

    @invariant()
    def everything_adds_up(self):
        self.steps["all"] += 1
        invariants.check_all(self.world.upt)

    def done(self, what):
        self.steps[what] += 1

    @initialize(orders=some.lists(wishes, min_size=2, max_size=5))
    def some_have_ordered(self, orders):
        for number, wished in enumerate(orders):
            if found := self._plans(wished):
                self._pay(self._place(*found), number % 2)

    def _pay(self, order, is_paid=True):
        if is_paid:
            attempt = order.attempts.get()
            return apply(attempt, body_of(attempt, "settlement", transaction_id="t-0"), source="check")

    # --- Buyers -------------------------------------------------------------------------------------------------------
    def _wished(self, wished):
        """A basket of that, as pages would let it be filled: only what they offer."""
        found = {}
        for pick, quantity, day in wished:
            pk, supply = self.world.wishes[pick % len(self.world.wishes)]
            promise = promise_of(read(pk), supply=supply, quantity=quantity)
            open_days = [batch.day for batch in promise.days]
            chosen = open_days[day % len(open_days)] if supply == OVEN and open_days else None
            if (supply == OVEN) == (chosen is not None):
                found[pk, supply, chosen] = (pk, supply, quantity, chosen)
        return list(found.values())

    def _plans(self, wished):
        """(basket, plans) of what can be ordered as it stands, or None."""
        goods = self._wished(wished)
        basket = basket_of(goods) if goods else None
        plans = basket and plans_for(self.world, basket, fetch=wished[0][0] % 3 == 0)
        if not plans or any(line.problem for plan in plans for line in plan.parcel.lines):
            return None
        return basket, plans

    def _place(self, basket, plans):
        order = place(basket, plans, contact=CONTACT, address=self.world.address, language="id")
        shown = {plan.parcel.key: plan.parcel.ships_on for plan in plans}
        assert sorted(part.ships_on for part in order.upt_orders.all()) == sorted(shown.values())
        return order

    @rule(wished=wishes)
    def a_buyer_orders_what_the_page_shows(self, wished):
        """What can be ordered as it is shown is never refused."""
        if found := self._plans(wished):
            self._place(*found)
            self.done("place")

    @rule(wished=wishes)
    def another_buyer_orders_and_pays(self, wished):
        if found := self._plans(wished):
            self._pay(self._place(*found))
            self.done("place and pay")

    @rule(wished=wishes)
    def a_buyer_looks_and_waits(self, wished):
        if found := self._plans(wished):
            self.kept_plans.append(found)

    @precondition(lambda self: self.kept_plans)
    @rule(pick=picks)
    def a_buyer_orders_what_was_shown_a_while_ago(self, pick):
        """Either just what was shown, or nothing at all."""
        basket, plans = self.kept_plans.pop(pick % len(self.kept_plans))
        try:
            with transaction.atomic():
                self._place(basket, plans)
            self.done("place what was shown before")
        except PlacingRefused:
            self.done("refuse what was shown before")

    @rule(wished=wishes)
    def an_order_taken_back_at_once_leaves_no_trace(self, wished):
        before = self._offers()
        if found := self._plans(wished):
            workflow.cancel(self._place(*found), because=CancelReason.BY_BUYER)
            assert self._offers() == before
            self.done("place and cancel")

    def _offers(self):
        """What a page would say of every product: days and numbers."""
        offers, products = {}, {pk: read(pk) for pk, _supply in self.world.wishes}
        for pk, supply in self.world.wishes:
            for quantity in (1, 3):
                promise = promise_of(products[pk], supply=supply, quantity=quantity)
                left = [(batch.day, batch.left) for batch in promise.days]
                offers[pk, supply, quantity] = (promise.sold_out, promise.ships_on, promise.available, left)
        return offers

    def _one(self, rows, pick):
        rows = rows.order_by("pk")
        count = rows.count()
        return rows[pick % count] if count else None

    @rule(pick=picks, because=some.sampled_from([CancelReason.BY_BUYER, CancelReason.EXPIRED]))
    def an_unpaid_order_ends(self, pick, because):
        """By the buyer's hand or by the clock; what it held can be had again, and no later than before."""
        order = self._one(Order.objects.filter(paid_at=None, cancel_reason=""), pick)
        if order is None:
            return
        before = self._offers()
        assert workflow.cancel(order, because=because)
        assert not workflow.cancel(order, because=because)
        after = self._offers()
        for wish, (sold_out, day, left, _days) in before.items():
            assert after[wish][2] >= left
            assert sold_out or wish[1] != LOOM or after[wish][1] <= day
        self.done(because)

    @rule(pick=picks)
    def money_comes(self, pick):
        """In time, or after the order ended: then its goods are taken again for the day promised, or it goes back."""
        order = self._one(Order.objects.filter(paid_at=None), pick)
        if order is None:
            return
        attempt, was_ended = order.attempts.get(), bool(order.cancel_reason)
        told = body_of(attempt, "settlement", transaction_id=f"t-{attempt.pk}-{attempt.records.count()}")
        outcome = apply(attempt, told, source="check")
        assert outcome in (LATE_NEWS if was_ended else {Outcome.PAID})
        if outcome == Outcome.PAID:
            # What is woven or baked has its day; who pays long after it was asked for makes it late.
            for part in order.upt_orders.filter(promise=SHELF):
                assert part.ships_on >= self.today, "a promise for a day that is over"
        self.done(f"{'late ' if was_ended else ''}money: {outcome}")

    @rule(pick=picks)
    def the_bank_takes_money_back(self, pick):
        order = self._one(Order.objects.filter(paid_at__isnull=False, cancel_reason=""), pick)
        if order and workflow.unpay(order, reason="ditarik bank"):
            self.done("unpay")

    # --- Staff --------------------------------------------------------------------------------------------------------
    def _tried(self, what, act):
        """Staff may try anything; what is refused changes nothing."""
        try:
            with transaction.atomic():
                result = act()
        except REFUSALS as refusal:
            self.done(f"{what}: refused")
            assert str(refusal)
        else:
            self.done(what)
            return result

    def _part(self, pick):
        paid = UptOrder.objects.filter(order__paid_at__isnull=False, order__cancel_reason="")
        return self._one(paid.exclude(status=UptOrderStatus.DELIVERED), pick)

    @rule(pick=picks)
    def a_part_is_begun(self, pick):
        if part := self._part(pick):
            self._tried("prepare", lambda: workflow.prepare(part, actor=self.world.actor))

    @rule(pick=picks, share=some.sampled_from([0.5, 1]))
    def pieces_leave(self, pick, share):
        part = self._part(pick)
        if part is None:
            return
        left = workflow.left_of(part)
        pieces = {line: max(1, int(count * share)) for line, count in left.items()} if share < 1 else None
        number = f"RESI{self.steps['all']}"
        self._tried(
            "ship",
            lambda: workflow.ship(
                part, courier=CourierFactory(), tracking_number=number, actor=self.world.actor, pieces=pieces
            ),
        )

    @rule(pick=picks)
    def goods_wait_at_the_counter_and_are_fetched(self, pick):
        part = self._part(pick)
        if part and part.status == UptOrderStatus.READY_FOR_PICKUP:
            self._tried("fetch", lambda: workflow.deliver(part, actor=self.world.actor))
        elif part:
            self._tried("make ready", lambda: workflow.make_ready(part, actor=self.world.actor))

    @rule(pick=picks, capacity=some.integers(-1, 3))
    def a_window_is_changed(self, pick, capacity):
        """Made for more or fewer buyers; or (-1) closed or opened."""
        row = self._one(PickupWindow.objects.select_related("outlet__upt"), pick)
        if row and capacity < 0:
            self._tried("close window", lambda: pickup.set_closed(row, not row.is_closed))
        elif row:
            self._tried("window", lambda: pickup.set_capacity(row, capacity))

    @rule(pick=picks)
    def a_job_goes_on(self, pick):
        job = self._one(Job.objects.filter(status__in=(JobStatus.QUEUED, JobStatus.STARTED)), pick)
        if job is None:
            return
        if job.status == JobStatus.QUEUED:
            self._tried("start", lambda: looms.start(job, actor=self.world.actor))
        elif job.step < 3:
            self._tried("step", lambda: looms.next_step(job, job.step + 1, actor=self.world.actor))
        else:
            self._tried("finish", lambda: looms.finish(job, actor=self.world.actor))

    @rule(pick=picks)
    def a_piece_is_done_early(self, pick):
        if job := self._one(Job.objects.filter(status=JobStatus.STARTED), pick):
            self._tried("finish", lambda: looms.finish(job, actor=self.world.actor))

    @rule(pick=picks, planned=some.integers(-1, 12))
    def a_batch_is_planned_anew(self, pick, planned):
        """To so many pieces; or (-1) nothing more is sold of it."""
        batch = self._one(Batch.objects.filter(closed_at=None), pick)
        if batch and planned < 0:
            assert oven.close(batch)
            self.done("close batch")
        elif batch:
            self._tried("plan", lambda: oven.set_planned(batch, planned))

    @rule(pick=picks, level=some.integers(0, 6))
    def the_shelf_is_counted(self, pick, level):
        record = self._one(StockRecord.objects.all(), pick)
        reason = StockMovement.Reason.RECEIVED
        self._tried("count", lambda: stock.set_level(record, level, reason=reason, actor=self.world.actor))

    # --- The plan -----------------------------------------------------------------------------------------------------
    @property
    def today(self):
        return today_at(self.world.upt)

    def _day(self, ahead):
        return self.today + timedelta(days=ahead)

    def _open_job(self, pick):
        return self._one(Job.objects.filter(status__in=OPEN_JOBS), pick)

    @rule(pick=picks, loom=picks, ahead=some.integers(0, 40), may_delay=some.booleans())
    def a_job_is_moved(self, pick, loom, ahead, may_delay):
        if job := self._open_job(pick):
            target = self._one(Loom.objects.filter(workshop__upt=self.world.upt), loom)
            given = {"actor": self.world.actor, "reason": "Penenun sakit", "may_delay_others": may_delay}
            self._tried("move", lambda: replanning.move(job, target, self._day(ahead), **given))

    @rule(pick=picks, ahead=some.integers(0, 40))
    def a_job_is_delayed(self, pick, ahead):
        if job := self._open_job(pick):
            given = {"actor": self.world.actor, "reason": "Benang habis"}
            self._tried("delay", lambda: replanning.delay(job, self._day(ahead), **given))

    @rule(pick=picks, ahead=some.integers(0, 30), days=some.integers(0, 10))
    def a_loom_stands_still(self, pick, ahead, days):
        loom = self._one(Loom.objects.filter(workshop__upt=self.world.upt), pick)
        first, last = self._day(ahead), self._day(ahead + days)
        self._tried("outage", lambda: replanning.set_out(loom, first, last, "Rusak", actor=self.world.actor))

    @rule(pick=picks)
    def a_loom_works_again(self, pick):
        if outage := self._one(LoomOutage.objects.filter(last_day__gte=self.today), pick):
            self._tried("end outage", lambda: replanning.end_outage(outage, actor=self.world.actor))

    @rule(ahead=some.integers(0, 30), days=some.integers(0, 10), where=some.integers(0, 3))
    def days_are_closed(self, ahead, days, where):
        """Of the UPT, of one of its workshops, or of all."""
        workshop = self._one(self.world.upt.workshops.all(), where) if where in (1, 2) else None
        closure = Closure(
            upt=None if where == 3 else self.world.upt,
            workshop=workshop,
            first_day=self._day(ahead),
            last_day=self._day(ahead + days),
            reason="Upacara",
        )
        self._tried("close days", lambda: closures.add(closure, actor=self.world.actor))

    @rule(pick=picks)
    def closed_days_are_opened(self, pick):
        if closure := self._one(Closure.objects.filter(last_day__gte=self.today), pick):
            self._tried("open days", lambda: closures.delete(closure, actor=self.world.actor))

    @rule(pick=picks, days=some.integers(-3, 10))
    def closed_days_are_changed(self, pick, days):
        if closure := self._one(Closure.objects.filter(last_day__gte=self.today), pick):
            closure.last_day += timedelta(days=days)
            self._tried("change closed days", lambda: closures.change(closure, actor=self.world.actor))

    @rule(pick=picks)
    def a_part_is_given_up(self, pick):
        if part := self._part(pick):
            self._tried("withdraw", lambda: withdraw(part))

    # --- Time ---------------------------------------------------------------------------------------------------------
    @rule(hours=some.sampled_from([1, 3, 5]))
    def hours_pass(self, hours):
        self._let_pass(hours)

    @rule(days=some.integers(1, 9))
    def days_pass(self, days):
        self._let_pass(24 * days)

    def _let_pass(self, hours):
        self.now += timedelta(hours=hours)
        oven.close_due()
        oven.open_days()
        self.done("time")
