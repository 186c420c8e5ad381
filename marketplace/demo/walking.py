"""Walking through time: from one due instant to the next, with everything the clock does there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from escrow import clock, deadlines, inbox, operations
from escrow.gateways.sandbox import provider
from escrow.models import Deadline
from marketplace import carriers, notices
from marketplace.demo import banks
from marketplace.models import ScriptedScan, TrackingEvent
from sellers import level_review

Kind = TrackingEvent.Kind
# Scans from which nothing follows; they are reported, with their own time, at the next stop.
PASSING = [Kind.ACCEPTED, Kind.IN_TRANSIT, Kind.CUSTOMS, Kind.OUT_FOR_DELIVERY]


Move = Callable[[datetime], object]
Work = Callable[[], None]


def walk(until: datetime, *, move: Move, work: Work, most: int) -> bool:
    """Work at every due instant up to the moment; returns whether it got there in `most` steps."""
    for _step in range(most):
        instant = next_instant(clock.now())
        if instant is None or instant > until:
            _work_at(until, move, work)
            return True
        _work_at(instant, move, work)
    return False


def next_instant(after: datetime) -> datetime | None:
    """When something follows next. What is overdue already is done on the way, at any instant."""
    promised = Deadline.objects.pending().filter(due_at__gt=after)
    planned = ScriptedScan.objects.filter(played_at=None, due_at__gt=after).exclude(
        kind__in=PASSING
    )
    instants = [
        rows.order_by("due_at").values_list("due_at", flat=True).first()
        for rows in (promised, planned)
    ]
    return min((instant for instant in instants if instant), default=None)


def work_today() -> None:
    """One turn of everything that runs by the clock."""
    work_in_the_past()
    provider.turn()
    inbox.process()


def work_in_the_past() -> None:
    """The same without the inbox: what a visitor pays meanwhile is paid today, not back then."""
    carriers.play()
    deadlines.sweep()
    level_review.review_due()
    operations.run_waiting()
    banks.bring()
    notices.send_waiting()


def _work_at(instant: datetime, move: Move, work: Work) -> None:
    # The demo's clock runs on while we work, and never backwards.
    move(max(instant, clock.now()))
    work()
