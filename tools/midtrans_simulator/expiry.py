"""Midtrans: `expiry` {start_time, unit, duration} and `page_expiry` {unit, duration}."""

from datetime import datetime, timedelta

UNITS = {"minute": "minutes", "hour": "hours", "day": "days"}
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=7)
TOKEN_LIVES = timedelta(days=1)


def start(expiry) -> datetime | None:
    """Raises ValueError for anything but YYYY-MM-DD HH:MM:SS +0700."""
    text = expiry.get("start_time")
    return None if text is None else datetime.strptime(str(text), "%Y-%m-%d %H:%M:%S %z")


def length(expiry) -> timedelta:
    """Raises ValueError when unit or duration make no sense."""
    unit, duration = expiry.get("unit"), expiry.get("duration")
    if not isinstance(unit, str) or unit.removesuffix("s") not in UNITS:
        raise ValueError("unit")
    if type(duration) is not int or not 0 < duration < 100_000:
        raise ValueError("duration")
    return timedelta(**{UNITS[unit.removesuffix("s")]: duration})


def page_end(request, now) -> datetime:
    """When the payment page closes: page_expiry goes before expiry, and that before a day."""
    if request.get("page_expiry"):
        return now + length(request["page_expiry"])
    if request.get("expiry"):
        return (start(request["expiry"]) or now) + length(request["expiry"])
    return now + TOKEN_LIVES
