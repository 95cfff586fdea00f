"""What the offices above the UPTs see first: money, lateness, nominations and UPTs without anybody at work."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.curation.models import Nomination, Outcome
from catalog.templatetags.money import rupiah
from orders.admin import background_work
from orders.admin.order_mails import FAILED
from orders.admin.start_lists import Count, Row, Section, list_of
from orders.models import Order, OrderMail, OrderStatus, RoundRun, UptOrder
from orders.packing import urgency_of
from orders.payments.channels import name_of
from orders.payments.models import AttemptStatus, PaymentAttempt, RefundCase
from upt_accounts import access
from upt_accounts.models import Membership, Partner

SHOWN = 8


def counts(mine):
    if mine.may(access.VIEW, RefundCase):
        yield from _counts_of_money()
    if mine.may(access.VIEW, Nomination) and not mine.upts:
        link = list_of("curation_nomination", f"?outcome__exact={Outcome.NOMINATED}")
        yield Count(_nominated(mine).count(), _("usulan menunggu penilaian"), link)
    if mine.may(access.ADD, Membership):
        unstaffed = Partner.objects.unstaffed().count()
        yield Count(unstaffed, _("UPT belum punya petugas"), list_of("partner_partner", "?petugas=belum"))


def _counts_of_money():
    cases = RefundCase.objects.filter(closed_at=None).count()
    link = list_of("payment_refundcase", "?keadaan=terbuka")
    yield Count(cases, _("pengembalian dana menunggu"), link, is_trouble=cases > 0)
    waiting = Order.objects.filter(status=OrderStatus.AWAITING_PAYMENT).count()
    link = list_of("order_order", f"?status__exact={OrderStatus.AWAITING_PAYMENT}")
    yield Count(waiting, _("pesanan menunggu pembayaran"), link)
    challenged = PaymentAttempt.objects.filter(status=AttemptStatus.CHALLENGED).count()
    link = list_of("payment_paymentattempt", f"?status__exact={AttemptStatus.CHALLENGED}")
    yield Count(challenged, _("pembayaran diperiksa bank"), link)
    failed = OrderMail.objects.filter(FAILED).count()
    link = list_of("order_ordermail", "?keadaan=gagal")
    yield Count(failed, _("surat gagal terkirim"), link, is_trouble=failed > 0)


def sections(mine):
    """For who packs nothing: a UPT's own people have their bench instead."""
    if mine.may(access.VIEW, RoundRun) and (trouble := background_work.troubles()):
        yield Section(_("Pekerjaan latar tersendat"), trouble[:SHOWN], "", reverse("admin:background_work"))
    if mine.may(access.VIEW, RefundCase):
        yield _refunds()
    if mine.may(access.VIEW, UptOrder):
        yield _late(mine)
    if mine.may(access.CHANGE, RefundCase):
        yield _payments()
    if mine.may(access.VIEW, Nomination):
        yield _nominations(mine)
    if mine.may(access.ADD, Membership):
        yield _unstaffed()


def _refunds():
    cases = RefundCase.objects.filter(closed_at=None).select_related("attempt__order").order_by("opened_at")
    rows = [
        Row(
            _("%(amount)s, pesanan %(number)s")
            % {"amount": rupiah(case.amount), "number": case.attempt.order.number},
            case.get_reason_display(),
            reverse("admin:payment_refundcase_change", args=[case.pk]),
            _age(case.opened_at),
            "late",
        )
        for case in cases[:SHOWN]
    ]
    return Section(
        _("Uang yang harus dikembalikan"),
        rows,
        _("Tidak ada uang yang menunggu dikembalikan."),
        list_of("payment_refundcase", "?keadaan=terbuka"),
    )


def _age(moment):
    days = (timezone.now() - moment).days
    return ngettext("%(days)d hari", "%(days)d hari", days) % {"days": days} if days else _("Hari ini")


def _late(mine):
    parts = (
        mine.rows(access.VIEW, UptOrder.objects.late()).select_related("upt").order_by("ships_on", "number")
    )
    rows = [
        Row(
            part.upt.name,
            part.number,
            reverse("admin:order_uptorder_change", args=[part.pk]),
            urgency_of(part).words,
            "late",
        )
        for part in parts[:SHOWN]
    ]
    return Section(
        _("Paket terlambat"),
        rows,
        _("Semua UPT mengirim tepat waktu."),
        reverse("admin:overdue"),
    )


def _payments():
    settled = PaymentAttempt.objects.filter(status=AttemptStatus.SETTLED).select_related("order")
    rows = [
        Row(
            _("%(amount)s, pesanan %(number)s")
            % {"amount": rupiah(attempt.amount), "number": attempt.order.number},
            name_of(attempt.channel),
            reverse("admin:payment_paymentattempt_change", args=[attempt.pk]),
        )
        for attempt in settled.order_by("-settled_at")[:SHOWN]
    ]
    return Section(
        _("Uang masuk terakhir"),
        rows,
        _("Belum ada pembayaran."),
        list_of("payment_paymentattempt", f"?status__exact={AttemptStatus.SETTLED}"),
    )


def _nominated(mine):
    return mine.rows(access.VIEW, Nomination.objects.filter(outcome=Outcome.NOMINATED))


def _nominations(mine):
    waiting = _nominated(mine).select_related("product__upt").order_by("product__title")
    rows = [
        Row(
            nomination.product.title,
            nomination.product.upt.name,
            reverse("admin:curation_nomination_change", args=[nomination.pk]),
        )
        for nomination in waiting[:SHOWN]
    ]
    return Section(
        _("Usulan menunggu penilaian"),
        rows,
        _("Tidak ada usulan yang menunggu."),
        list_of("curation_nomination", f"?outcome__exact={Outcome.NOMINATED}"),
    )


def _unstaffed():
    upts = Partner.objects.unstaffed().select_related("kanwil").order_by("name")
    rows = [
        Row(upt.name, upt.kanwil.name, reverse("admin:partner_partner_change", args=[upt.pk]))
        for upt in upts[:SHOWN]
    ]
    return Section(
        _("UPT belum punya petugas"),
        rows,
        _("Setiap UPT yang berjualan punya petugas."),
        list_of("partner_partner", "?petugas=belum"),
    )
