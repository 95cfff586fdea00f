"""Midtrans' side of the counter: transactions, what was told about them, and troubles to switch on."""

from django.db.models import Prefetch
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tools.midtrans_simulator import clock, clockwork, faults, notifications
from tools.midtrans_simulator.channels import CHANNELS
from tools.midtrans_simulator.desk_actions import ACTIONS, possible
from tools.midtrans_simulator.models import Delivery, Notification, Page, Transaction
from tools.midtrans_simulator.refusals import Refused

SHOWN = 50
MOST_MINUTES = 60 * 24 * 60


@require_safe
def overview(request):
    switches = [
        {"name": name, "label": label, "positions": positions, "now": faults.position(name)}
        for name, (label, positions) in faults.SWITCHES.items()
    ]
    context = {
        "transactions": _with_labels(
            Transaction.objects.select_related("page")
            .prefetch_related(_notifications())
            .order_by("-number")[:SHOWN]
        ),
        "pages": Page.objects.filter(transactions=None).order_by("-opened_at")[:10],
        "switches": switches,
        "is_troubled": any(switch["now"] != faults.NORMAL for switch in switches),
        "now": clock.now(),
        "is_ahead": bool(clock.ahead()),
    }
    return render(request, "simulator/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def transaction(request, identity):
    found = get_object_or_404(Transaction.objects.select_related("page"), id=identity)
    trouble = _act(request, found) if request.method == "POST" else None
    if request.method == "POST" and trouble is None:
        return redirect(request.path)
    found.refresh_from_db()
    context = {
        "transaction": _with_labels([found])[0],
        "notifications": found.notifications.prefetch_related("deliveries__tries").order_by("-pk"),
        "actions": possible(found),
        "trouble": trouble,
    }
    return render(request, "simulator/transaction.html", context, status=409 if trouble else 200)


def _act(request, found):
    """What went wrong, or None."""
    action = ACTIONS.get(request.POST.get("aksi"))
    if action is None:
        return "Tombol ini tidak dikenal."
    try:
        action.act(found, request.POST)
    except Refused as refusal:
        return f"{refusal.code}: {refusal.messages[0]}"
    return None


@require_POST
def resend(request, number):
    """`kali`: how many at the same moment."""
    notification = get_object_or_404(Notification, pk=number)
    times = request.POST.get("kali", "1")
    if not times.isdecimal() or not 1 <= int(times) <= notifications.MOST_AT_ONCE:
        return HttpResponseBadRequest(f"Dari 1 sampai {notifications.MOST_AT_ONCE} kali.")
    notifications.send(notification, int(times))
    return redirect("desk-transaction", notification.transaction.id)


@require_POST
def switch(request):
    """Turns the switches that are named, and only those."""
    wanted = request.POST.dict()
    if not wanted or not all(faults.exists(name, value) for name, value in wanted.items()):
        return HttpResponseBadRequest("Sakelar atau posisi ini tidak dikenal.")
    for name, value in wanted.items():
        faults.turn(name, value)
    return redirect("desk")


@require_POST
def set_clock(request):
    """`menit` puts it forward by so many minutes, `benar` back to the true time."""
    if "benar" in request.POST:
        clock.set_right()
        return redirect("desk")
    minutes = request.POST.get("menit", "")
    if not minutes.isdecimal() or not 0 < int(minutes) <= MOST_MINUTES:
        return HttpResponseBadRequest(f"Dari 1 sampai {MOST_MINUTES} menit.")
    clock.put_forward(int(minutes))
    clockwork.wake()
    return redirect("desk")


def _notifications():
    deliveries = Prefetch("deliveries", Delivery.objects.prefetch_related("tries"))
    return Prefetch("notifications", Notification.objects.prefetch_related(deliveries).order_by("pk"))


def _with_labels(found):
    rows = list(found)
    for row in rows:
        row.way = CHANNELS[row.channel].label
    return rows
