"""Troubles that can be switched on: what a shop must live with."""

import functools
import threading

from django.http import HttpResponse, JsonResponse

from tools.midtrans_simulator.models import Setting

NORMAL, DOWN, SLOW, HTML, LOST = "normal", "503", "lambat", "html", "hilang"
ANSWERS = {
    NORMAL: "Menjawab seperti biasa",
    DOWN: "Menjawab 503",
    SLOW: "Lambat",
    HTML: "Menjawab halaman HTML",
}
# Each switch by name: what it disturbs, and its positions.
SWITCHES = {
    "snap": ("Snap (membuka halaman bayar)", ANSWERS),
    "status": ("API status", ANSWERS),
    "tindakan": ("API lain (batal, kedaluwarsa, pengembalian)", ANSWERS),
    "kabar": ("Notifikasi", {NORMAL: "Dikirim", LOST: "Hilang di jalan"}),
    "bank": (
        "Pengembalian uang",
        {NORMAL: "Diterima", "tolak": "Ditolak bank (202)", "saldo": "Saldo kurang (414)"},
    ),
}
SLOW_SECONDS = 20
_changed = threading.Condition()


def position(name) -> str:
    return Setting.read(name, NORMAL)


def exists(name, value) -> bool:
    return name in SWITCHES and value in SWITCHES[name][1]


def turn(name, value):
    """Who waits for a slow answer looks up at once."""
    Setting.write(name, value)
    with _changed:
        _changed.notify_all()


def disturbed_by(name):
    """Let a view answer as its switch says."""

    def decorate(view):
        @functools.wraps(view)
        def disturbed(request, *args, **kwargs):
            trouble = position(name)
            if trouble == SLOW:
                _wait_while_slow(name)
            return _instead(trouble) or view(request, *args, **kwargs)

        return disturbed

    return decorate


def _wait_while_slow(name):
    with _changed:
        _changed.wait_for(lambda: position(name) != SLOW, timeout=SLOW_SECONDS)


def _instead(trouble):
    if trouble == DOWN:
        message = "Service is temporarily unavailable."
        body = {"status_code": "503", "status_message": message, "error_messages": [message]}
        return JsonResponse(body, status=503)
    if trouble == HTML:
        return HttpResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", status=502)
    return None
