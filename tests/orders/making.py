"""Orders whose pieces are made on looms, for tests that begin after the checkout."""

from catalog.capacity import looms
from catalog.capacity.models import Job
from catalog.capacity.scheduling import Slot
from catalog.models import Availability
from orders.payments.applying import apply
from orders.payments.workflow import open_attempt
from tests.factories.orders import UptOrderFactory, add_line
from tests.factories.products import ProductFactory
from tests.orders.payments.answers import body_of


def made_part(product=None, quantity=1, **fields):
    """A part of an unpaid order, promised for the day its looms allow; `product` defaults to five days of work."""
    product = product or ProductFactory(made_to_order=True, lead_time_days=5)
    part = UptOrderFactory(upt=product.upt, promise=Availability.MADE_TO_ORDER, **fields)
    line = add_line(part, product, quantity)
    slots = [Slot(job.last_day, job.first_day, job.loom_id) for job in line.jobs.all()]
    leaves = looms.leaves_on(slots, looms.days_of(product.workshop))
    later = leaves - part.ships_on
    part.ships_on = part.first_ships_on = leaves
    part.arrives_from, part.arrives_until = part.arrives_from + later, part.arrives_until + later
    part.save()
    part.refresh_from_db()
    return part


def pay(order):
    """The buyer pays as usual."""
    order.refresh_from_db()
    attempt = open_attempt(order)
    apply(attempt, body_of(attempt, "settlement", transaction_id=f"t-{attempt.pk}"), source="check")
    order.refresh_from_db()
    return attempt


def job_of(part) -> Job:
    return Job.objects.get(line__upt_order=part)
