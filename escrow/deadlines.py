"""One table of timers and one sweep.

A story registers itself for a kind of deadline. The sweep reads what is due without locks and
hands the subjects' ids to the story, which locks the subjects, looks again, acts, and settles
the deadlines last. A story that runs twice therefore does nothing the second time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, models, transaction

from escrow import clock
from escrow.models.deadline import Deadline
from escrow.story import step

log = logging.getLogger(__name__)

Story = Callable[[list[str]], None]
BATCH = 100
# A pending promise of the same kind is moved, which the ORM cannot say of a partial index.
PROMISE = """
    INSERT INTO escrow_deadline
        (subject_type, subject_id, kind, due_at, state, attempts, last_error)
    SELECT subject_type, subject_id, kind, due_at, 'pending', 0, ''
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::timestamptz[])
        AS promised (subject_type, subject_id, kind, due_at)
    ON CONFLICT (subject_type, subject_id, kind) WHERE state = 'pending'
    DO UPDATE SET due_at = excluded.due_at, attempts = 0, last_error = ''
"""
ATTEMPTS_BEFORE_DEAD = 8

_stories: dict[str, Story] = {}


def register(kind: str, story: Story) -> None:
    """From now on, deadlines of the kind run this story."""
    _stories[kind] = story


Promise = tuple[models.Model, str, datetime]


@step
def set_each(promises: Iterable[Promise]) -> None:
    """Promise each: (subject, kind, instant). A pending promise of the same kind is moved."""
    rows = [(_type(subject), str(subject.pk), kind, due_at) for subject, kind, due_at in promises]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(PROMISE, [list(column) for column in zip(*rows, strict=True)])


@step
def set(subject: models.Model, kind: str, due_at: datetime) -> None:
    """Promise that `kind` happens to the subject at the instant."""
    set_each([(subject, kind, due_at)])


@step
def cancel(subjects: Iterable[models.Model], *wanted: str) -> None:
    """The promise ends because what it waited for has happened otherwise."""
    _settle(subjects, wanted, Deadline.State.CANCELLED)


@step
def done(subjects: Iterable[models.Model], *wanted: str) -> None:
    """The promise has been kept."""
    _settle(subjects, wanted, Deadline.State.DONE)


def due_subjects(ids: list[str], kind: str, subject: type[models.Model]) -> list[str]:
    """Those of the ids whose deadline is still pending and due: read again, under the lock."""
    return list(
        Deadline.objects.due(clock.now())
        .filter(kind=kind, subject_type=subject._meta.model_name, subject_id__in=ids)
        .values_list("subject_id", flat=True)
    )


def next_due() -> datetime | None:
    """The next instant at which something is promised."""
    return Deadline.objects.pending().order_by("due_at").values_list("due_at", flat=True).first()


def oldest_overdue_seconds() -> float:
    """How late the latest promise is: the health figure of the sweep."""
    due_at = next_due()
    return max((clock.now() - due_at).total_seconds(), 0.0) if due_at else 0.0


def sweep(limit: int = 5000) -> int:
    """Run every due deadline; returns how many were handed to their stories."""
    handed = 0
    before: list[int] = []
    while handed < limit:
        rows = list(Deadline.objects.due(clock.now()).filter(kind__in=_stories)[:BATCH])
        ids = [row.pk for row in rows]
        if not rows or ids == before:  # all that is left is locked by another worker
            break
        _run(rows)
        handed, before = handed + len(rows), ids
    return handed


def _run(rows: list[Deadline]) -> None:
    """One story call for each kind in the batch, in the order of the first due."""
    by_kind: dict[str, list[Deadline]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    for kind, group in by_kind.items():
        _run_kind(kind, group)


def _run_kind(kind: str, rows: list[Deadline]) -> None:
    try:
        _stories[kind]([row.subject_id for row in rows])
    except Exception as error:  # one bad subject must not hold up the others
        if len(rows) == 1:
            _failed(rows[0], error)
            return
        for row in rows:
            _run_kind(kind, [row])


def _failed(row: Deadline, error: Exception) -> None:
    """Try again later, ever more slowly; then leave it dead for staff to see."""
    log.exception("deadline_failed", extra={"deadline": str(row)})
    attempts = row.attempts + 1
    dead = attempts >= ATTEMPTS_BEFORE_DEAD and not isinstance(error, DatabaseError)
    with transaction.atomic():
        Deadline.objects.pending().filter(pk=row.pk).update(
            attempts=attempts,
            last_error=repr(error)[:2000],
            state=Deadline.State.DEAD if dead else Deadline.State.PENDING,
            due_at=clock.now() + timedelta(minutes=2 ** min(attempts, 10)),
        )


def _settle(subjects: Iterable[models.Model], wanted: Iterable[str], state: str) -> None:
    named = list(subjects)
    if named:
        Deadline.objects.pending().filter(
            subject_type=_type(named[0]),
            subject_id__in=[str(s.pk) for s in named],
            kind__in=list(wanted),
        ).update(state=state, settled_at=clock.now())


def _type(subject: models.Model) -> str:
    return subject._meta.model_name or ""
