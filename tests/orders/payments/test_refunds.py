"""Cases of money that has to go back come to an end once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from orders.payments.applying import apply
from orders.payments.models import RefundCase
from orders.payments.refunds import close
from tests.factories.upts import national
from tests.orders.payments.answers import an_attempt, body_of
from upt_accounts.models import Role
from upt_accounts.states.machine import TransitionRefused, history


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_a_case_at_the_same_moment_one_does():
    attempt, actor = an_attempt(), national(Role.KEUANGAN)
    apply(attempt, body_of(attempt, "settlement"), source="message")
    apply(attempt, body_of(attempt, "chargeback"), source="message")
    case, start = attempt.refund_cases.get(), Barrier(2)

    def closing(note):
        try:
            start.wait(timeout=30)
            close(RefundCase.objects.get(pk=case.pk), done_on=timezone.localdate(), note=note, actor=actor)
            return "closed"
        except TransitionRefused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(closing, ("Transfer pertama", "Transfer kedua")))

    assert (sorted(outcomes), history(case).count()) == (["closed", "refused"], 1)


@pytest.mark.django_db
def test_a_second_refund_told_by_midtrans_leaves_the_closed_case_as_it_is():
    attempt = an_attempt()
    apply(attempt, body_of(attempt, "settlement"), source="message")
    apply(attempt, body_of(attempt, "chargeback"), source="message")
    case = attempt.refund_cases.get()
    close(case, done_on=timezone.localdate(), note="Transfer", actor=None)
    before = RefundCase.objects.get(pk=case.pk).closed_at

    apply(attempt, body_of(attempt, "refund", refund_amount="143000.00"), source="check")

    assert (RefundCase.objects.get(pk=case.pk).closed_at, history(case).count()) == (before, 1)
