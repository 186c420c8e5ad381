"""Steps: promises that stand still while somebody else decides, and go on with the time they had left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import models

from escrow import clock
from escrow.models import Deadline
from escrow.story import step


@step
def pause(subject: models.Model, *kinds: str) -> None:
    """The promise waits; how much time was left is kept."""
    for row in _of(subject, kinds).filter(state=Deadline.State.PENDING):
        row.time_left = max(row.due_at - clock.now(), timedelta())
        row.state = Deadline.State.PAUSED
        row.save(update_fields=["time_left", "state"])


def is_paused(subject: models.Model, *kinds: str) -> bool:
    """Whether one of these waits for somebody else's decision."""
    return _of(subject, kinds).filter(state=Deadline.State.PAUSED).exists()


@step
def resume(subject: models.Model, *kinds: str) -> None:
    """The promise goes on with the time it had left; one that was made anew meanwhile stands."""
    anew = _of(subject, kinds).filter(state=Deadline.State.PENDING)
    forget(subject, *anew.values_list("kind", flat=True))
    for row in _of(subject, kinds).filter(state=Deadline.State.PAUSED):
        row.due_at = clock.now() + (row.time_left or timedelta())
        row.time_left, row.state = None, Deadline.State.PENDING
        row.save(update_fields=["due_at", "time_left", "state"])


@step
def forget(subject: models.Model, *kinds: str) -> None:
    """What it waited for has ended otherwise."""
    _of(subject, kinds).filter(state=Deadline.State.PAUSED).update(
        state=Deadline.State.CANCELLED, settled_at=clock.now(), time_left=None
    )


def _of(subject: models.Model, kinds: Iterable[str]) -> models.QuerySet[Deadline]:
    name = subject._meta.model_name or ""
    found = Deadline.objects.filter(subject_type=name, subject_id=str(subject.pk))
    return found.filter(kind__in=list(kinds))
