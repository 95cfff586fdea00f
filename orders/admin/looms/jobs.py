"""One job at a loom: its steps, and its place in the plan."""

from contextlib import suppress
from datetime import date

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import display

from catalog.capacity import looms, replanning
from catalog.capacity.models import Job, JobStatus, Loom
from catalog.capacity.models.looms import OPEN_JOBS
from orders import making
from orders.admin.looms.forms import DelayForm, MoveForm
from orders.admin.looms.reading import shown, with_all
from upt_accounts import access
from upt_accounts.admin.filters import KnownFilter
from upt_accounts.admin.scoped import ScopedAdmin, UptFilter
from upt_accounts.states.machine import TransitionRefused, history

TONES = {
    JobStatus.RESERVED: "info",
    JobStatus.QUEUED: "warning",
    JobStatus.STARTED: "info",
    JobStatus.FINISHED: "success",
    JobStatus.CANCELLED: "danger",
}


class StateFilter(KnownFilter):
    title = gettext_lazy("Keadaan")
    parameter_name = "keadaan"

    def lookups(self, request, model_admin):
        return [("terbuka", _("Belum selesai")), *JobStatus.choices]

    def narrow(self, queryset, chosen):
        return queryset.filter(status__in=OPEN_JOBS if chosen == "terbuka" else [chosen])


@admin.register(Job)
class JobAdmin(ScopedAdmin):
    list_display = ["product", "shown_state", "loom", "first_day", "last_day", "shown_part"]
    list_filter = [StateFilter, UptFilter]
    search_fields = ["product__title", "line__upt_order__number"]
    search_help_text = gettext_lazy("Cari nama produk atau nomor pesanan")
    ordering = ["first_day", "pk"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return with_all(super().get_queryset(request))

    @display(description=gettext_lazy("Status"), ordering="status", label=TONES)
    def shown_state(self, job):
        return job.status, job.get_status_display()

    @admin.display(description=gettext_lazy("Pesanan"))
    def shown_part(self, job):
        return job.line.upt_order.number if job.line else "–"

    # --- Its page ------------------------------------------------------------------------------------------------
    def change_view(self, request, object_id, form_url="", extra_context=None):
        job = self.row_or_404(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return self._page(request, job)

    def _page(self, request, job, delay_form=None, move_form=None):
        context = {
            **self.admin_site.each_context(request),
            "title": job.product.title,
            "opts": self.opts,
            "one": shown(job),
            "board": board_of(job),
            "changes": _changes(job),
            "may_work": self.may(request, access.CHANGE, job) and job.status in OPEN_JOBS,
            "may_move": job.status != JobStatus.STARTED,
            "delay_form": delay_form or DelayForm(initial={"last_day": job.last_day}),
            "move_form": move_form or MoveForm(job=job),
        }
        return TemplateResponse(request, "admin/capacity/job.html", context)

    def get_custom_urls(self):
        return (
            ("<path:object_id>/mulai/", "capacity_job_start", self.start_view),
            ("<path:object_id>/langkah/", "capacity_job_step", self.step_view),
            ("<path:object_id>/selesai/", "capacity_job_finish", self.finish_view),
            ("<path:object_id>/tunda/", "capacity_job_delay", self.delay_view),
            ("<path:object_id>/pindah/", "capacity_job_move", self.move_view),
        )

    # --- At the loom ---------------------------------------------------------------------------------------------
    def start_view(self, request, object_id, **kwargs):
        return self._note(request, object_id, making.start, _("Pekerjaan dimulai."))

    def finish_view(self, request, object_id, **kwargs):
        return self._note(request, object_id, making.finish, _("Pekerjaan selesai, alatnya bebas lagi."))

    def step_view(self, request, object_id, **kwargs):
        with suppress(ValueError):
            number = int(request.POST.get("langkah", "")[:3])
            return self._note(
                request,
                object_id,
                lambda job, actor: looms.next_step(job, number, actor=actor),
                _("Langkah dicatat."),
            )
        return self._note(request, object_id, lambda job, actor: False, "")

    def _note(self, request, object_id, step, done):
        job = self.row_or_404(request, object_id, access.CHANGE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            if step(job, actor=request.user):
                messages.success(request, f"{job.product.title}: {done}")
            else:
                messages.info(request, _("Sudah dicatat sebelumnya, tidak ada yang berubah."))
        except (TransitionRefused, replanning.PlanRefused) as refusal:
            messages.error(request, f"{job.product.title}: {refusal}")
        return redirect(board_of(job))

    # --- In the plan ---------------------------------------------------------------------------------------------
    def delay_view(self, request, object_id, **kwargs):
        job = self.row_or_404(request, object_id, access.CHANGE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = DelayForm(request.POST)

        def delay(last_day, reason):
            return replanning.delay(job, last_day, actor=request.user, reason=reason)

        if self._planned(request, form, delay):
            return redirect(board_of(job))
        return self._page(request, job, delay_form=form)

    def move_view(self, request, object_id, **kwargs):
        job = self.row_or_404(request, object_id, access.CHANGE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = MoveForm(request.POST, job=job)

        def move(seen, loom, first_day, **how):
            as_seen = Job(pk=job.pk, loom_id=seen[0], first_day=seen[1])
            return replanning.move(as_seen, loom, first_day, actor=request.user, **how)

        if self._planned(request, form, move):
            return redirect(board_of(job))
        return self._page(request, job, move_form=form)

    def _planned(self, request, form, change):
        """Whether the plan became so; else the reason stands in the form, with all that was typed."""
        if not form.is_valid():
            return False
        try:
            tell_moved(request, change(**form.cleaned_data))
        except replanning.PlanRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        return True


def tell_moved(request, moved):
    if not moved:
        messages.info(request, _("Tidak ada pekerjaan yang berubah harinya."))
        return
    text = ngettext(
        "%(count)d pekerjaan berubah harinya. Pembeli yang tanggalnya ikut berubah diberi tahu.",
        "%(count)d pekerjaan berubah harinya. Pembeli yang tanggalnya ikut berubah diberi tahu.",
        len(moved),
    )
    messages.success(request, text % {"count": len(moved)})


def board_of(job):
    return f"{reverse('admin:capacity_loom_board')}?bengkel={job.loom.workshop_id}#pekerjaan-{job.pk}"


def _changes(job):
    """Each change of its place, in words; a loom that is gone is named by a dash."""
    names = dict(Loom.objects.filter(workshop=job.loom.workshop_id).values_list("pk", "name"))
    changes = history(job).filter(field__in=("status", replanning.PLACE))
    return [
        {
            "at": date_format(localtime(change.at), "j F Y, H.i"),
            "words": _stood(change.new, names)
            if change.field == replanning.PLACE
            else JobStatus(change.new).label,
            "who": change.actor.get_short_name() if change.actor else "",
            "reason": change.reason,
        }
        for change in changes
    ]


def _stood(place, names):
    loom, first, last = place.split()
    return _("%(loom)s, %(first)s sampai %(last)s") % {
        "loom": names.get(int(loom), "–"),
        "first": _day(first),
        "last": _day(last),
    }


def _day(text):
    return date_format(date.fromisoformat(text), "j M Y")
