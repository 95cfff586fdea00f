"""The simulator's own clock, which the desk can put forward."""

from datetime import timedelta

from django.utils import timezone

from tools.midtrans_simulator.models import Setting

NAME = "clock"


def now():
    return timezone.now() + ahead()


def ahead() -> timedelta:
    return timedelta(minutes=int(Setting.read(NAME, "0")))


def put_forward(minutes: int):
    Setting.write(NAME, str(int(Setting.read(NAME, "0")) + minutes))


def set_right():
    Setting.write(NAME, "0")


def as_midtrans_writes(moment) -> str:
    """Midtrans: times are GMT+7 and do not say so."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")
