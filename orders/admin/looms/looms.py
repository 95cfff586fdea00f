"""Looms, and the board of a workshop: what each makes, what waits, and when it stands still."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.capacity import looms, replanning
from catalog.capacity.models import Closure, Job, Loom, LoomOutage
from catalog.capacity.models.looms import OPEN_JOBS
from catalog.capacity.workdays import year_without_joint_leave
from catalog.promises import today_at
from orders.admin.looms.forms import OutageForm
from orders.admin.looms.grid import grid_of
from orders.admin.looms.jobs import tell_moved
from orders.admin.looms.reading import open_jobs, shown
from orders.kept_promises import kept_of_workshop
from upt_accounts import access
from upt_accounts.admin.scoped import ScopedAdmin, UptFilter
from upt_accounts.models import Workshop


@admin.register(Loom)
class LoomAdmin(ScopedAdmin):
    change_form_template = "admin/capacity/loom_form.html"
    list_display = ["name", "workshop", "shown_upt", "is_active", "shown_jobs"]
    list_filter = [UptFilter]
    list_select_related = ["workshop__upt"]
    search_fields = ["name", "workshop__name"]
    search_help_text = gettext_lazy("Cari nama alat atau bengkel")
    ordering = ["workshop__upt__name", "workshop", "pk"]
    fields = ["workshop", "name", "is_active"]

    def get_queryset(self, request):
        waiting = Count("jobs", filter=Q(jobs__status__in=OPEN_JOBS))
        return super().get_queryset(request).annotate(open_jobs=waiting)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """A loom does not move: its jobs stay with its workshop."""
        return ["workshop"] if obj else []

    @admin.display(description="UPT")
    def shown_upt(self, loom):
        return loom.workshop.upt.name

    @admin.display(description=gettext_lazy("Pekerjaan"))
    def shown_jobs(self, loom):
        return loom.open_jobs

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        looms.rewrite(obj.workshop_id)
        if not obj.is_active and (left := Job.objects.filter(loom=obj, status__in=OPEN_JOBS).count()):
            text = _("Masih ada %(count)d pekerjaan di alat ini. Pindahkan ke alat lain.")
            messages.warning(request, text % {"count": left})

    def response_post_save_change(self, request, obj):
        return redirect(board_address(obj.workshop_id))

    def response_post_save_add(self, request, obj):
        return redirect(board_address(obj.workshop_id))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            today = today_at(obj.workshop.upt)
            context["outages"] = list(LoomOutage.objects.filter(loom=obj, last_day__gte=today))
            context["outage_form"] = context.get("outage_form") or OutageForm()
            context["may_work"] = self.may(request, access.CHANGE, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # --- Standing still ------------------------------------------------------------------------------------------
    def get_custom_urls(self):
        return (
            ("papan/", "capacity_loom_board", self.board_view),
            ("<path:object_id>/berhenti/", "capacity_loom_out", self.out_view),
            ("<path:object_id>/kembali/", "capacity_loom_back", self.back_view),
        )

    def out_view(self, request, object_id, **kwargs):
        loom = self.row_or_404(request, object_id, access.CHANGE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = OutageForm(request.POST)
        if form.is_valid():
            wanted = form.cleaned_data
            try:
                _outage, moved = replanning.set_out(
                    loom, wanted["first_day"], wanted["last_day"], wanted["reason"], actor=request.user
                )
                tell_moved(request, moved)
                return redirect(board_address(loom.workshop_id))
            except replanning.PlanRefused as refusal:
                form.add_error(None, str(refusal))
        request.method = "GET"
        return self.changeform_view(request, object_id, extra_context={"outage_form": form})

    def back_view(self, request, object_id, **kwargs):
        loom = self.row_or_404(request, object_id, access.CHANGE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        key = request.POST.get("berhenti", "")
        outage = loom.outages.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
        if outage is None:
            messages.info(request, _("Alat itu sudah dipakai lagi, tidak ada yang berubah."))
        else:
            tell_moved(request, replanning.end_outage(outage, actor=request.user))
        return redirect(board_address(loom.workshop_id))

    # --- The board -----------------------------------------------------------------------------------------------
    def board_view(self, request, **kwargs):
        mine = access.of_request(request)
        if not mine.may(access.VIEW, Loom):
            raise PermissionDenied
        workshops = list(_workshops_to_see(mine))
        workshop = _chosen(workshops, request.GET.get("bengkel"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Alat kerja"),
            "workshops": workshops,
            "workshop": workshop,
            "names_upt": not mine.is_of_one_upt,
            "may_close": mine.may(access.ADD, Closure),
            "unknown_year": year_without_joint_leave(timezone.localdate()),
            **(_board(workshop, mine) if workshop else {}),
        }
        return TemplateResponse(request, "admin/capacity/board.html", context)


def _workshops_to_see(mine):
    rows = mine.rows(access.VIEW, Workshop.objects.filter(looms__isnull=False))
    return rows.select_related("upt").distinct().order_by("upt__name", "name")


def _chosen(workshops, key):
    """The workshop that the address names, 404 where it is not there for this person; else the first."""
    if not key:
        return workshops[0] if workshops else None
    found = next((workshop for workshop in workshops if str(workshop.pk) == key), None)
    if found is None:
        raise Http404
    return found


def _board(workshop, mine):
    today = today_at(workshop.upt)
    jobs = [shown(job) for job in open_jobs(workshop)]
    outages = list(LoomOutage.objects.filter(loom__workshop=workshop, last_day__gte=today))
    found = list(Loom.objects.filter(workshop=workshop).order_by("pk"))
    by_loom = [
        {
            "loom": loom,
            "jobs": [one for one in jobs if one.job.loom_id == loom.pk],
            "outages": [outage for outage in outages if outage.loom_id == loom.pk],
        }
        for loom in found
    ]
    return {
        "looms": by_loom,
        "grid": grid_of(found, jobs, outages, looms.days_of(workshop), today),
        "late": sum(one.is_late for one in jobs),
        "waiting": len(jobs),
        "kept": kept_of_workshop(workshop),
        "closures": _closures(workshop, today),
        "may_work": mine.may(access.CHANGE, Loom, found[0]) if found else False,
        "today": today,
    }


def _closures(workshop, today):
    return Closure.objects.filter(
        Q(upt=None) | Q(upt=workshop.upt_id), Q(workshop=None) | Q(workshop=workshop.pk), last_day__gte=today
    ).order_by("first_day")


def board_address(workshop_id):
    return f"{reverse('admin:capacity_loom_board')}?bengkel={workshop_id}"
