"""Promises about time: one table of timers, kept by one sweep (`escrow/sweeping.py`).

A story makes, moves and settles promises about its subjects; registered for a kind of deadline,
it is called with the ids of those that are due.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models

from escrow import clock
from escrow.models.deadline import Deadline
from escrow.story import step
from escrow.sweeping import register as register
from escrow.sweeping import sweep as sweep
from escrow.sweeping import take_turn as take_turn

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
SETTLE = """
    UPDATE escrow_deadline SET state = %s, settled_at = %s
    WHERE state = 'pending' AND subject_type = %s AND subject_id = ANY(%s) AND kind = ANY(%s)
"""
INSTEAD = f"WITH ended AS ({SETTLE}) {PROMISE}"
STILL_DUE = """
    SELECT subject_id FROM escrow_deadline WHERE state = 'pending' AND due_at <= %s
    AND subject_type = %s AND subject_id = ANY(%s) AND kind = %s
"""

Promise = tuple[models.Model, str, datetime]


@step
def set_each(promises: Iterable[Promise]) -> None:
    """Promise each: (subject, kind, instant). A pending promise of the same kind is moved."""
    if columns := _columns(promises):
        with connection.cursor() as cursor:
            cursor.execute(PROMISE, columns)


@step
def set_instead(promises: Iterable[Promise], *, of: models.Model, kind: str) -> None:
    """The promise of the kind about that subject ends, and these take its place."""
    ended: list[Any] = [Deadline.State.CANCELLED, clock.now(), _type(of), [str(of.pk)], [kind]]
    with connection.cursor() as cursor:
        cursor.execute(INSTEAD, ended + _columns(promises))


@step
def set(subject: models.Model, kind: str, due_at: datetime) -> None:
    """Promise that `kind` happens to the subject at the instant."""
    set_each([(subject, kind, due_at)])


@step
def cancel(subjects: Iterable[models.Model], *wanted: str) -> None:
    """The promise ends because what it waited for has happened otherwise."""
    if named := list(subjects):
        cancel_by_id(type(named[0]), [subject.pk for subject in named], *wanted)


@step
def done(subjects: Iterable[models.Model], *wanted: str) -> None:
    """The promise has been kept."""
    if named := list(subjects):
        done_by_id(type(named[0]), [subject.pk for subject in named], *wanted)


@step
def cancel_by_id(subject: type[models.Model], ids: Iterable[object], *wanted: str) -> None:
    """The same of subjects that a batch knows by their ids only."""
    _settle(subject, ids, wanted, Deadline.State.CANCELLED)


@step
def done_by_id(subject: type[models.Model], ids: Iterable[object], *wanted: str) -> None:
    """The same of subjects that a batch knows by their ids only."""
    _settle(subject, ids, wanted, Deadline.State.DONE)


def due_subjects(ids: list[str], kind: str, subject: type[models.Model]) -> list[str]:
    """Those of the ids whose deadline is still pending and due: read again, under the lock."""
    with connection.cursor() as cursor:
        cursor.execute(STILL_DUE, [clock.now(), _type(subject), ids, kind])
        return [row[0] for row in cursor.fetchall()]


def pending_of(subject: models.Model) -> list[tuple[str, datetime]]:
    """What is promised about one subject: each kind and its instant."""
    rows = Deadline.objects.pending().filter(
        subject_type=_type(subject), subject_id=str(subject.pk)
    )
    return list(rows.order_by("due_at").values_list("kind", "due_at"))


def next_due() -> datetime | None:
    """The next instant at which something is promised."""
    return Deadline.objects.pending().order_by("due_at").values_list("due_at", flat=True).first()


def oldest_overdue_seconds() -> float:
    """How late the latest promise is: the health figure of the sweep."""
    due_at = next_due()
    return max((clock.now() - due_at).total_seconds(), 0.0) if due_at else 0.0


def _columns(promises: Iterable[Promise]) -> list[Any]:
    rows = [(_type(subject), str(subject.pk), kind, due_at) for subject, kind, due_at in promises]
    return [list(column) for column in zip(*rows, strict=True)]


def _settle(
    subject: type[models.Model], ids: Iterable[object], wanted: Iterable[str], state: str
) -> None:
    named = [str(pk) for pk in ids]
    if named:
        with connection.cursor() as cursor:
            cursor.execute(SETTLE, [state, clock.now(), _type(subject), named, list(wanted)])


def _type(subject: models.Model | type[models.Model]) -> str:
    return subject._meta.model_name or ""
