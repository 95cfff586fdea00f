"""The page of one UPT's part of an order, and the steps a petugas takes there."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from orders import workflow
from orders.admin.packing_list import boxes_of, decorated
from orders.admin.parcel_form import CorrectionForm, SendingForm, number_is_taken
from orders.models import UptOrder, UptOrderStatus
from orders.packing import recipient_of
from orders.querysets import OPEN
from orders.timeline import timeline_of
from orders.tracking import correct_tracking
from upt_accounts import access
from upt_accounts.states.machine import TransitionRefused, history


def take(request, part, step, done):
    """Take a step and say what came of it: `done` if this was the one that took it."""
    try:
        was_first = step(part, actor=request.user)
    except TransitionRefused as refusal:
        messages.error(request, f"{part.number}: {refusal}")
        return
    if was_first:
        messages.success(request, done % {"number": part.number})
    else:
        text = _("Paket %(number)s sudah ditandai begitu sebelumnya, tidak ada yang berubah.")
        messages.info(request, text % {"number": part.number})


class PartPage:
    """Mixed into the ModelAdmin of UptOrder; what can be changed is changed by steps, never by a form of fields."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        part = self.row_or_404(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return self._page(request, part)

    def _page(self, request, part, sending_form=None, correction_form=None):
        mine = access.of_request(request)
        may_work = mine.may(access.CHANGE, UptOrder, part)
        boxes = boxes_of(part)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Paket %(number)s") % {"number": part.number},
            "opts": self.opts,
            "part": decorated([part])[0],
            "names_upt": not mine.is_of_one_upt,
            "recipient": recipient_of(part, mine),
            "steps": timeline_of(part),
            "changes": corrections_in_words(part),
            "boxes": [(box, self._correction_form(box, may_work, correction_form)) for box in boxes],
            "may_work": may_work,
            "is_split": part.status == UptOrderStatus.PARTLY_SHIPPED or len(boxes) > 1,
            **offers(part, may_work),
            "is_fetched": part.service.courier_id is None,
            "sending_form": sending_form or SendingForm(part=part),
        }
        return TemplateResponse(request, "admin/order/uptorder/page.html", context)

    def _correction_form(self, box, may_work, filled_in):
        """A form on a parcel's courier and number while it travels, else None."""
        if not may_work or box.delivered_at:
            return None
        return filled_in if filled_in and filled_in.parcel.pk == box.pk else CorrectionForm(parcel=box)

    # --- Steps ---------------------------------------------------------------------------------------------------
    def get_custom_urls(self):
        return (
            ("slip/", "order_uptorder_slips", self.slips_view),
            ("serahkan/", "order_uptorder_handover", self.handover_view),
            ("<path:object_id>/siapkan/", "order_uptorder_prepare", self.prepare_view),
            ("<path:object_id>/kirim/", "order_uptorder_ship", self.ship_view),
            ("<path:object_id>/resi/", "order_uptorder_correct", self.correct_view),
            ("<path:object_id>/siap-diambil/", "order_uptorder_ready", self.ready_view),
            ("<path:object_id>/diterima/", "order_uptorder_deliver", self.deliver_view),
        )

    def prepare_view(self, request, object_id, **kwargs):
        return self._step(request, object_id, workflow.prepare, _("Paket %(number)s sedang disiapkan."))

    def ready_view(self, request, object_id, **kwargs):
        return self._step(request, object_id, workflow.make_ready, _("Paket %(number)s siap diambil."))

    def deliver_view(self, request, object_id, **kwargs):
        """The whole part arrived, or the one `parcel` that the form names."""
        key = request.POST.get("parcel")
        if key is None:
            return self._step(
                request, object_id, workflow.deliver, _("Paket %(number)s sudah diterima pembeli.")
            )

        def deliver(part, actor):
            return workflow.deliver(part, parcel=parcel_or_404(part, key), actor=actor)

        return self._step(
            request, object_id, deliver, _("Satu kiriman paket %(number)s sudah diterima pembeli.")
        )

    def _step(self, request, object_id, step, done):
        part = self.row_or_404(request, object_id, access.CHANGE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        take(request, part, step, done)
        return redirect("admin:order_uptorder_change", part.pk)

    def ship_view(self, request, object_id, **kwargs):
        part = self.row_or_404(request, object_id, access.CHANGE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = SendingForm(request.POST, part=part)
        done = _("Paket %(number)s sudah dikirim.")
        if form.is_valid() and form.leaves_some:
            done = _("Sebagian paket %(number)s sudah dikirim; sisanya tetap di daftar.")
        if form.is_valid() and self._wrote(request, part, form, workflow.ship, done):
            return redirect("admin:order_uptorder_change", part.pk)
        return self._page(request, part, sending_form=form)

    def correct_view(self, request, object_id, **kwargs):
        part = self.row_or_404(request, object_id, access.CHANGE)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        parcel = parcel_or_404(part, request.POST.get("parcel"))
        form = CorrectionForm(request.POST, parcel=parcel)
        done = _("Nomor resi paket %(number)s sudah diperbaiki.")

        def correct(part, **values):
            return correct_tracking(parcel, **values)

        if form.is_valid() and self._wrote(request, part, form, correct, done):
            return redirect("admin:order_uptorder_change", part.pk)
        return self._page(request, part, correction_form=form)

    def _wrote(self, request, part, form, write, done):
        """Whether courier and number could be used; somebody else may have taken them since the form looked."""
        try:
            take(request, part, lambda part, actor: write(part, **form.cleaned_data, actor=actor), done)
        except IntegrityError:
            form.add_error("tracking_number", number_is_taken())
            return False
        return True


def parcel_or_404(part, key):
    """The parcel of this part with that key, as a form posts it."""
    parcels = part.parcels.select_related("upt_order__order", "courier")
    found = parcels.filter(pk=key).first() if str(key).isdecimal() and len(key) < 19 else None
    if found is None:
        raise Http404
    return found


def offers(part, may_work):
    """What may be done next; while a part waits, it may be prepared or, packed in one go, sent at once."""
    return {
        "may_prepare": may_work and part.status == UptOrderStatus.WAITING,
        "may_send": may_work and part.status in OPEN,
        "sending_is_next": part.status in (UptOrderStatus.PREPARING, UptOrderStatus.PARTLY_SHIPPED),
        "may_deliver": may_work and part.status in (UptOrderStatus.SHIPPED, UptOrderStatus.READY_FOR_PICKUP),
    }


def corrections_in_words(part):
    """What was changed by hand besides the steps: tracking numbers, with what stood there before."""
    return [
        _("%(day)s: resi %(old)s diperbaiki menjadi %(new)s oleh %(who)s")
        % {
            "day": date_format(localtime(change.at), "j F Y, H.i"),
            "old": change.old,
            "new": change.new,
            "who": change.actor.get_short_name() if change.actor else "–",
        }
        for change in history(part).filter(field="tracking_number")
    ]
