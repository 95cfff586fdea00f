"""Midtrans' addresses, and those of the payment page and the desk."""

from django.http import FileResponse, HttpResponse
from django.urls import path
from django.views.generic import RedirectView

from tools.midtrans_simulator import core, desk, page, snap
from tools.midtrans_simulator.configuration import HERE


def _asset(name, content_type):
    def view(request):
        return FileResponse((HERE / "assets" / name).open("rb"), content_type=content_type)

    return path(f"aset/{name}", view, name=name)


urlpatterns = [
    path("snap/v1/transactions", snap.create),
    path("snap/v1/transactions/<uuid:token>/cancel", snap.cancel),
    path("snap/v1/transactions/<str:token>/cancel", snap.not_found),
    path("snap/v4/redirection/<uuid:token>", page.show, name="page"),
    path("snap/v4/redirection/<uuid:token>/qr.svg", page.qr, name="qr"),
    path("v2/<str:key>/status", core.status),
    path("v2/<str:key>/cancel", core.cancel),
    path("v2/<str:key>/expire", core.expire),
    path("v2/<str:key>/approve", core.approve),
    path("v2/<str:key>/deny", core.deny),
    path("v2/<str:key>/refund", core.refund),
    path("v2/<str:key>/refund/online/direct", core.refund),
    path("meja/", desk.overview, name="desk"),
    path("meja/gangguan", desk.switch, name="desk-switch"),
    path("meja/jam", desk.set_clock, name="desk-clock"),
    path("meja/notifikasi/<int:number>", desk.resend, name="desk-resend"),
    path("meja/<uuid:identity>/", desk.transaction, name="desk-transaction"),
    path("healthz", lambda request: HttpResponse("ok", content_type="text/plain")),
    path("", RedirectView.as_view(pattern_name="desk")),
    _asset("simulator.css", "text/css"),
    _asset("mark.svg", "image/svg+xml"),
    _asset("band.svg", "image/svg+xml"),
    _asset("icons.svg", "image/svg+xml"),
]
