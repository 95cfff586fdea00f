"""Whatever happens, in whatever order: nothing is promised beyond what exists, and what is freed can be had again.

`make prove` goes on for ten thousand steps, from another seed each time; here it is a fixed handful.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.orders.promises import world
from tests.orders.promises.life import Life

STEPS_EACH = 60
LIVES = int(os.environ.get("PROVE_LIVES", "0"))


@pytest.mark.django_db
def test_promises_hold_whatever_happens():
    here = world.build()
    Life.steps.clear()

    run_state_machine_as_test(
        lambda: Life(here),
        settings=settings(
            max_examples=LIVES or 10,
            stateful_step_count=STEPS_EACH,
            derandomize=not LIVES,
            database=None,
            deadline=None,
            # To find the shortest way to a fault takes minutes: the steps of the fault itself are told anyway.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

    print(dict(Life.steps.most_common()))
    assert Life.steps["place"] > 0
