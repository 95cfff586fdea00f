"""Somebody at their browser, who notes what they should not have got."""

from copy import copy

from django.db import connection, transaction
from django.test import Client

LET_IN = {200, 302}


class Visitor:
    """`surprises` gathers what went wrong, so that one look at a failing test shows all of it."""

    def __init__(self, world, role, reads=None):
        """`reads` are the words of UPTs that may be shown to them; without it, those of their role."""
        self.surprises = []
        self.forbidden = world.forbidden(role) if reads is None else world.words - reads
        # As every browser says of a form on a page of ours.
        self.client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        if world.people[role]:
            self.client.force_login(world.people[role])

    def ask(self, method, address, expected, data=None, may_write=False):
        """Send a request, see that it answers, shows and writes what it may, and take back what it did."""
        writes, cookies = [], copy(self.client.cookies)
        with transaction.atomic(), connection.execute_wrapper(_noting(writes)):
            answer = getattr(self.client, method)(address, data or {})
            transaction.set_rollback(True)
        self.client.cookies = cookies
        if answer.status_code not in expected:
            self.surprises.append(f"{method} {address}: {answer.status_code}, not {sorted(expected)}")
        if writes and not may_write:
            self.surprises.append(f"{method} {address} wrote {writes[0]}")
        self.look_for_leaks(method, address, answer)
        return answer

    def told(self):
        return "\n".join(self.surprises)

    def look_for_leaks(self, method, address, answer):
        shown = "" if answer.streaming else answer.text.lower()
        shown += answer.headers.get("Location", "").lower()
        for word in self.forbidden:
            if word in shown:
                where = shown.index(word)
                self.surprises.append(f"{method} {address} shows {shown[max(0, where - 60) : where + 20]!r}")


def _noting(writes):
    def note(execute, sql, params, many, context):
        # A session remembers messages; it is not the shop's.
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            writes.append(sql[:70])
        return execute(sql, params, many, context)

    return note
