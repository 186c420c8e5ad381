"""The only place that asks the time.

Business moments (deadlines, postings, policies) come from `now()`. Leases, web sessions,
throttles and heartbeats stay on `real_now()`, which no visitor can move.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.conf import settings

_travelled: datetime | None = None
_demo_shown: tuple[float, timedelta] | None = None
DEMO_CACHE_SECONDS = 1.0


def now() -> datetime:
    """This moment in UTC: real, or travelled to, or the demo's."""
    if _travelled is not None:
        return _travelled
    if settings.HOLDFAST_DEMO:
        return real_now() + _demo_offset()
    return real_now()


def real_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def travel_to(moment: datetime) -> Iterator[None]:
    """Stand still at the moment until the block ends; `advance()` moves on inside it."""
    global _travelled
    before, _travelled = _travelled, moment.astimezone(UTC)
    try:
        yield
    finally:
        _travelled = before


def move_to(moment: datetime) -> None:
    """Inside `travel_to`, stand at another moment."""
    global _travelled
    if _travelled is None:
        raise RuntimeError("move_to() works inside travel_to()")
    _travelled = moment.astimezone(UTC)


def advance(by: timedelta) -> datetime:
    """Inside `travel_to`, let time pass."""
    move_to(now() + by)
    return now()


def forget_demo_time() -> None:
    """Read the demo's row anew at the next question."""
    global _demo_shown
    _demo_shown = None


def _demo_offset() -> timedelta:
    from escrow.models import DemoClock

    global _demo_shown
    if _demo_shown is None or time.monotonic() - _demo_shown[0] > DEMO_CACHE_SECONDS:
        _demo_shown = (time.monotonic(), DemoClock.offset_now())
    return _demo_shown[1]
