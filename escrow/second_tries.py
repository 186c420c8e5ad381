"""A deadline that failed too often is dead until somebody gives it another try."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from escrow import audit, clock, money_rights
from escrow.models import Deadline
from escrow.story import story


@story
def try_again(deadline_ids: Iterable[int], *, by: Any) -> int:
    """Dead deadlines are due again, now. Returns how many; one promised anew meanwhile is left."""
    money_rights.check(by, money_rights.MAY_RETRY)
    dead = Deadline.objects.filter(pk__in=list(deadline_ids), state=Deadline.State.DEAD)
    given = [row for row in dead.select_for_update().order_by("pk") if not _promised_anew(row)]
    for row in given:
        row.state, row.attempts, row.due_at = Deadline.State.PENDING, 0, clock.now()
        row.save(update_fields=["state", "attempts", "due_at"])
        audit.record(by, "deadline_tried_again", row, kind=row.kind, last_error=row.last_error)
    return len(given)


def _promised_anew(row: Deadline) -> bool:
    same = Deadline.objects.pending().filter(kind=row.kind, subject_type=row.subject_type)
    return same.filter(subject_id=row.subject_id).exists()
