"""The work behind the pages, to read: which rounds keep time, what waits in the queues, and what failed."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count as Number
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from orders import days
from orders.admin.order_mails import STATES
from orders.admin.start_lists import Count, Row, list_of
from orders.background_work import backlogs, failed_tasks, is_at_work, standings
from orders.models import OrderMail, RoundRun
from orders.payments.applying import Outcome
from orders.payments.checking import NoAnswer
from orders.payments.models import AttemptStatus, Notification
from orders.round_book import DONE
from upt_accounts import access

SHOWN = 8
QUEUES = {"default": gettext_lazy("Antrean surat"), "pictures": gettext_lazy("Antrean gambar")}
TASKS = {
    "orders.mails.send": gettext_lazy("Mengirim surat pesanan"),
    "orders.mails.send_link": gettext_lazy("Mengirim tautan pesanan"),
    "upt_accounts.users.mails.send": gettext_lazy("Mengirim surat akun"),
    "upt_accounts.pictures.tasks.render": gettext_lazy("Membuat gambar kartu"),
    "upt_accounts.pictures.tasks.render_rest": gettext_lazy("Membuat ukuran gambar lain"),
}
RESULTS = {
    **dict(AttemptStatus.choices),
    **dict(Outcome.choices),
    **dict(NoAnswer.choices),
    DONE: gettext_lazy("ditangani"),
    "again": gettext_lazy("Dicoba lagi pada giliran berikutnya"),
    "failed": gettext_lazy("Gagal, dicoba lagi pada giliran berikutnya"),
}


@dataclass(frozen=True)
class Line:
    """One round or queue in words, with its tag; `reason` stands out where something failed."""

    words: str
    facts: list[str]
    tag: str
    tone: str
    reason: str = ""


def page(request, site):
    if not access.of_request(request).may(access.VIEW, RoundRun):
        raise PermissionDenied
    found = standings()
    lines = [_line(standing) for standing in found]
    context = {
        **site.each_context(request),
        "title": _("Pekerjaan latar"),
        "summary": _summary(found),
        "is_stopped": not is_at_work(found),
        "counts": list(_counts()),
        "lines": lines,
        "queues": [_queue(backlog) for backlog in backlogs()],
        "failures": [_failure(task) for task in failed_tasks()[:SHOWN]],
    }
    return TemplateResponse(request, "admin/background_work.html", context)


def troubles() -> list[Row]:
    """What is late, failing or stuck, for the first page; nothing while all is well."""
    link = reverse("admin:background_work")
    rounds = [_line(standing) for standing in standings() if standing.is_trouble]
    queues = [_queue(backlog) for backlog in backlogs() if backlog.is_trouble]
    return [
        Row(line.words, line.reason or " · ".join(line.facts), link, line.tag, line.tone)
        for line in rounds + queues
    ]


# --- Rounds ----------------------------------------------------------------------------------------------------------
def _summary(found):
    late = sum(standing.is_trouble for standing in found)
    if not is_at_work(found):
        return _("Tidak ada pekerja yang berjalan. Jalankan perintah run_worker di server.")
    if late == 0:
        return _("Semua pekerjaan berkala berjalan tepat waktu.")
    text = ngettext(
        "%(count)d pekerjaan berkala terlambat atau gagal.",
        "%(count)d pekerjaan berkala terlambat atau gagal.",
        late,
    )
    return text % {"count": late}


def _line(standing):
    run = standing.run
    return Line(
        str(standing.round.words),
        [fact for fact in _facts(standing) if fact],
        *_tag(standing),
        run.last_error if run else "",
    )


def _facts(standing):
    run = standing.run
    yield _success(run)
    yield every(standing.round.seconds)
    if standing.next_at:
        yield _("berikutnya %(moment)s") % {"moment": days.moment(standing.next_at)}
    if run and run.failed_at:
        yield _("terakhir gagal %(ago)s") % {"ago": ago(run.failed_at)}
    if run and run.last_result:
        yield ", ".join(
            f"{RESULTS.get(code, code)}: {count}" for code, count in sorted(run.last_result.items())
        )


def _success(run):
    if run is None or run.last_succeeded_at is None:
        return _("Belum pernah berhasil")
    return _("Terakhir berhasil %(ago)s") % {"ago": ago(run.last_succeeded_at)}


def _tag(standing):
    if standing.is_failing:
        return _("Gagal"), "late"
    if standing.is_late:
        return _("Terlambat"), "late"
    if standing.was_partly_done:
        return _("Sebagian tertunda"), "today"
    return _("Lancar"), "success"


def every(seconds):
    """ "tiap menit", "tiap 5 menit", "tiap hari"."""
    for length, one, many in (
        (86400, _("tiap hari"), _("tiap %(count)d hari")),
        (3600, _("tiap jam"), _("tiap %(count)d jam")),
        (60, _("tiap menit"), _("tiap %(count)d menit")),
    ):
        if seconds % length == 0:
            return one if seconds == length else many % {"count": seconds // length}
    return _("tiap %(count)d detik") % {"count": seconds}


def ago(moment):
    if (timezone.now() - moment).total_seconds() < 60:
        return _("baru saja")
    return _("%(time)s lalu") % {"time": timesince(moment, depth=1)}


# --- Tasks -----------------------------------------------------------------------------------------------------------
def _queue(backlog):
    facts = [_("%(count)d tugas menunggu") % {"count": backlog.waiting}]
    if backlog.oldest:
        facts.append(_("yang terlama sejak %(ago)s") % {"ago": ago(backlog.oldest)})
    facts.append(_("%(count)d dikerjakan") % {"count": backlog.running})
    facts.append(_("%(count)d gagal dalam sehari") % {"count": backlog.failed_lately})
    if backlog.is_stuck:
        tag = _("Tersendat"), "late"
    else:
        tag = (_("Ada yang gagal"), "late") if backlog.failed_lately else (_("Lancar"), "success")
    return Line(str(QUEUES[backlog.queue_name]), facts, *tag)


def _failure(task):
    error = task.exception_class_path.rpartition(".")[2]
    return Line(str(TASKS.get(task.task_path, task.task_path)), [ago(task.finished_at)], error, "late")


# --- Mails and messages ----------------------------------------------------------------------------------------------
def _counts():
    conditions = {code: Number("pk", filter=STATES[code][1]) for code in ("gagal", "menunggu")}
    mails = OrderMail.objects.aggregate(**conditions)
    link = list_of("order_ordermail", "?keadaan=")
    yield Count(mails["gagal"], _("surat gagal terkirim"), f"{link}gagal", is_trouble=mails["gagal"] > 0)
    yield Count(mails["menunggu"], _("surat menunggu"), f"{link}menunggu")
    mismatched = Notification.objects.filter(outcome=Outcome.MISMATCH).count()
    link = list_of("payment_notification", f"?hasil={Outcome.MISMATCH}")
    yield Count(mismatched, _("kabar Midtrans yang tidak cocok"), link, is_trouble=mismatched > 0)
