"""One order, its cases, returns and refunds, lived by chance; what must be true is true throughout.

Hypothesis chooses who does what when; every life ends with everybody silent until nothing is
left to wait for. `LIVES=500` lives through so many more, each time others.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.stateful import run_state_machine_as_test

from disputes.models.dispute_state import DisputeState
from disputes.models.return_ import ReturnState
from tests.disputes.lived import machine
from tests.disputes.lived.deed import TABLE

LIVES = int(os.environ.get("LIVES", "0"))
USUAL, STEPS = 12, 30
# A short run leaves out what is rare; a long one must have done and reached everything.
LONG = 500


@pytest.mark.slow
@pytest.mark.timeout(24 * 3600)
@pytest.mark.django_db
def test_what_must_be_true_is_true_after_every_step() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine.Lived,
        settings=settings(
            max_examples=LIVES or USUAL,
            stateful_step_count=STEPS,
            derandomize=not LIVES,
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            phases=[Phase.generate, *([Phase.shrink] if os.environ.get("SHRINK") != "0" else [])],
            verbosity=Verbosity.normal,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(*lines(), sep="\n")
    left = forgotten()
    assert len(left) <= (0 if LIVES >= LONG else len(TABLE) // 3), left


def forgotten() -> set[str]:
    """Deeds that nobody could ever do, and states that no case and no return was ever in."""
    wanted = {f"case {state}" for state in DisputeState}
    # A return begins and is asked a label for, or is waived, in one transaction.
    wanted |= {f"return {state}" for state in ReturnState if state != ReturnState.APPROVED}
    return {name for name in TABLE if not machine.done[name]} | (wanted - set(machine.reached))


def lines() -> list[str]:
    """What was done, and how often it was refused."""
    names = sorted(set(machine.done) | set(machine.refused))
    told = [f"{name:<34}{machine.done[name]:>7,}{machine.refused[name]:>7,}" for name in names]
    return told + [f"{state:<34}{count:>7,}" for state, count in sorted(machine.reached.items())]
