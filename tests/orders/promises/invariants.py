"""What holds after every step, whatever the steps were; read from the rows."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import connection
from django.db.models import Count, F, Sum

from catalog.capacity import looms
from catalog.capacity.models import Batch, Job, JobStatus, LoomOutage, PickupWindow
from catalog.capacity.models.looms import OPEN_JOBS
from catalog.promises import today_at
from orders.models import Line, UptOrder, UptOrderStatus
from orders.querysets import OPEN
from tests.orders.promises.world import LOOM, OVEN
from upt_accounts.models import StockRecord, Workshop
from upt_accounts.states.models import StateChange

A_DAY = timedelta(days=1)


def check_all(upt):
    # Deferred constraints now, as a commit would: no loom has two pieces at once.
    connection.check_constraints()
    _one_piece_at_a_time()
    _batches()
    _windows()
    _shelf()
    _lines_have_their_jobs()
    _promises(upt)
    for workshop in Workshop.objects.filter(upt=upt, looms__isnull=False).distinct().select_related("upt"):
        _jobs_stand_on_working_days(workshop)
        _copy_is_true(workshop)


def _one_piece_at_a_time():
    ends = {}
    for loom, first, last in (
        Job.objects.filter(status__in=OPEN_JOBS)
        .order_by("loom", "first_day")
        .values_list("loom", "first_day", "last_day")
    ):
        assert loom not in ends or ends[loom] < first, "a loom makes two pieces at once"
        ends[loom] = last


def _batches():
    live = (
        Line.objects.filter(supply=OVEN)
        .exclude(upt_order__status=UptOrderStatus.CANCELLED)
        .values("batch")
        .order_by()
        .annotate(sum=Sum("quantity"))
    )
    sold = {row["batch"]: row["sum"] for row in live}
    for pk, taken, planned in Batch.objects.values_list("pk", "taken", "planned"):
        assert taken == sold.get(pk, 0) <= planned, "a batch is not what was ordered of it"


def _windows():
    booked = dict(
        UptOrder.objects.exclude(window=None)
        .exclude(status=UptOrderStatus.CANCELLED)
        .order_by()
        .values("window")
        .annotate(n=Count("pk"))
        .values_list("window", "n")
    )
    for pk, taken, capacity in PickupWindow.objects.values_list("pk", "taken", "capacity"):
        assert taken == booked.get(pk, 0) <= capacity, "a window is not what was booked in it"
    early = UptOrder.objects.filter(window__day__lt=F("ships_on"), status__in=OPEN)
    assert not early.exists(), "a buyer is to fetch what is not ready"


def _shelf():
    held = dict(
        Line.objects.values("stockrecord")
        .order_by()
        .annotate(n=Sum("num_allocated"))
        .values_list("stockrecord", "n")
    )
    for pk, allocated, there in StockRecord.objects.values_list("pk", "num_allocated", "num_in_stock"):
        assert (allocated or 0) == held.get(pk, 0) <= there, "the shelf does not hold what was ordered of it"


def _lines_have_their_jobs():
    made = Line.objects.filter(supply=LOOM).values_list("pk", "quantity", "num_sent", "upt_order__status")
    jobs = defaultdict(list)
    for line, status in Job.objects.values_list("line", "status"):
        jobs[line].append(status)
    for line, quantity, sent, status in made:
        live = [job for job in jobs[line] if job != JobStatus.CANCELLED]
        assert len(live) == (0 if status == UptOrderStatus.CANCELLED else quantity), (
            "a piece has no loom, or two"
        )
        assert live.count(JobStatus.FINISHED) >= sent, "a piece left before it was made"


def _promises(upt):
    changed = UptOrder.objects.exclude(ships_on=F("first_ships_on"))
    reasons = set(
        StateChange.objects.filter(field="ships_on").exclude(reason="").values_list("object_id", flat=True)
    )
    assert set(changed.values_list("pk", flat=True)) <= reasons, "a promise was changed without a reason"
    late = Job.objects.filter(
        status__in=OPEN_JOBS, last_day__gte=today_at(upt), line__upt_order__status__in=OPEN
    ).exclude(line__upt_order__ships_on__gt=F("last_day"))
    assert not late.exists(), "a piece is planned for later than it was promised"


def _jobs_stand_on_working_days(workshop):
    days, today = looms.days_of(workshop), today_at(workshop.upt)
    outages = defaultdict(list)
    for loom, first, last in LoomOutage.objects.filter(loom__workshop=workshop).values_list(
        "loom", "first_day", "last_day"
    ):
        outages[loom].append((first, last))
    planned = Job.objects.filter(
        loom__workshop=workshop, status__in=(JobStatus.RESERVED, JobStatus.QUEUED), first_day__gt=today
    )
    for job in planned:
        assert days.includes(job.first_day) and days.includes(job.last_day), (
            "work begins or ends on a closed day"
        )
        assert days.count(job.first_day, job.last_day) == job.work_days, "a job has not its days of work"
        assert not any(
            first <= job.last_day and job.first_day <= last for first, last in outages[job.loom_id]
        ), "a job is planned while its loom stands still"


def _copy_is_true(workshop):
    """The days on which each loom is busy from today on, by the copy that pages read and by the rows themselves."""
    today, days = today_at(workshop.upt), looms.days_of(workshop)
    copy = {
        loom: [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in spans]
        for loom, spans in workshop.queue
    }
    assert _busy(copy, days, today) == _busy(looms.read(workshop).looms, days, today), "the copy is stale"


def _busy(spans_of, days, today):
    busy = {}
    for loom, spans in spans_of.items():
        busy[loom] = set()
        for first, last in spans:
            day = max(first, today)
            while day <= last:
                if days.includes(day):
                    busy[loom].add(day)
                day += A_DAY
    return busy
