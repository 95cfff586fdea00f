"""An attempt to pay, and what the status API would say of it."""

import pytest


@pytest.fixture
def attempt(db):
    # Django is not set up yet when pytest reads this file.
    from tests.orders.payments.answers import an_attempt

    return an_attempt()


@pytest.fixture
def midtrans(monkeypatch):
    """What the status API answers about each id; an exception is raised instead. `asked` keeps the questions."""
    from orders.payments import gateway

    answers = Answers()
    monkeypatch.setattr(gateway, "status", answers.status)
    return answers


class Answers(dict):
    def __init__(self):
        super().__init__()
        self.asked = []

    def status(self, midtrans_order_id):
        self.asked.append(midtrans_order_id)
        answer = self[midtrans_order_id]
        if isinstance(answer, Exception):
            raise answer
        return answer
