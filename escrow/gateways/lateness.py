"""When a call that we sent can arrive no more.

A provider that cannot close a key leaves that to us: we send no call that is older than five
minutes, none lasts longer than five, and so whatever is not there after ten never will be.
"""

from __future__ import annotations

from datetime import timedelta

from escrow import clock
from escrow.gateways import UNKNOWN, Answer, Status
from escrow.models import Operation

LATEST_CALL, LONGEST_CALL = timedelta(minutes=5), timedelta(minutes=5)
PATIENCE = LATEST_CALL + LONGEST_CALL
NEVER = Answer(Status.DECLINED, code="never_arrived", retryable=True)


def may_not_be_sent(operation: Operation) -> bool:
    """It is so old that somebody may have been told that it never arrived."""
    return age(operation) >= LATEST_CALL


def nothing_there(operation: Operation) -> Answer:
    """What to say of a call of which the provider knows nothing: soon after it, that we wait."""
    return UNKNOWN if age(operation) < PATIENCE else NEVER


def age(operation: Operation) -> timedelta:
    """Since it was written down as sent."""
    return clock.now() - operation.asked_at if operation.asked_at else timedelta()
