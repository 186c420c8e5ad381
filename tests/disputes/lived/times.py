"""What time does: minutes or weeks go by, with the clock's work or without it."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from escrow import clock, deadlines, inbox, operations
from escrow.gateways.sandbox import provider
from tests.disputes.lived.scene import Draw

MINUTE = timedelta(minutes=1)
ROUNDS = 12
__all__ = ["pass_time", "work"]


def pass_time(draw: Draw) -> tuple[str, bool]:
    """What was done, and whether everything that was due has been done by now."""
    how = draw(st.sampled_from(["swept", "swept", "swept", "swept twice", "nobody sweeps"]))
    until = _moment(draw)
    said = f"{how} for {until - clock.now()}"
    if how == "nobody sweeps":
        clock.move_to(until)
        return said, False
    go_to(until)
    if how == "swept twice":
        assert deadlines.sweep() == 0
    return said, True


def go_to(until: datetime) -> None:
    """From promise to promise, the clock's work done at each."""
    while clock.now() < until:
        due = deadlines.next_due() or until
        clock.move_to(max(min(due, until), clock.now() + MINUTE))
        work()


def work() -> None:
    """Until nothing is due any more."""
    for _ in range(ROUNDS):
        done = deadlines.sweep() + operations.run_waiting() + provider.turn() + inbox.process()
        if not done:
            return


def _moment(draw: Draw) -> datetime:
    """Random, or at the very moment of the next promise, a minute before it or after."""
    due = deadlines.next_due()
    if due is not None and due > clock.now() and draw(st.booleans()):
        return max(due + draw(st.sampled_from([-1, 0, 1])) * MINUTE, clock.now() + MINUTE)
    size = draw(st.sampled_from(["minutes", "hours", "hours", "days"]))
    most = {"minutes": 90, "hours": 80, "days": draw(st.sampled_from([6, 12, 30]))}[size]
    return clock.now() + timedelta(**{size: draw(st.integers(1, most))})
