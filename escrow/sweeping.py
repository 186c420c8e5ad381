"""The one sweep: what is due goes to the story registered for its kind.

It reads what is due without locks, by the due index, and hands the subjects' ids to the story,
which locks the subjects, looks again, acts, and settles the deadlines last. A story that runs
twice therefore does nothing the second time, and any number of workers may sweep at once: each
passes by what another has locked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

from escrow import clock
from escrow.emergency import StandsStill
from escrow.models.deadline import Deadline
from escrow.recovery import FundIsShort

log = logging.getLogger(__name__)

Story = Callable[[list[str]], None]
BATCH = 100
PAGE = 1000
TURN_SECONDS = 20.0
ATTEMPTS_BEFORE_DEAD = 8
NEVER_GIVEN_UP = (DatabaseError, FundIsShort, StandsStill)
BEGINNING = ("-infinity", 0)
# By the partial index `deadline_due`, from where the sweep has got to: what others have locked
# is passed by, and what is done is not looked at again.
NEXT_PAGE = """
    SELECT id, kind, subject_id, due_at::text, attempts FROM escrow_deadline d
    WHERE state = 'pending' AND due_at <= %s AND (due_at, id) > (%s, %s) AND kind = ANY(%s)
    ORDER BY d.due_at, d.id LIMIT %s
"""


@dataclass(frozen=True)
class Registered:
    """A story for a kind of deadline, and how many subjects it takes at a time."""

    story: Story
    batch: int


class Due(NamedTuple):
    """A deadline that has come, as the sweep read it, without a lock."""

    pk: int
    kind: str
    subject_id: str
    due_at: str
    attempts: int


class Turn(NamedTuple):
    """What one turn of the sweep handed to stories, and whether it stopped before the end."""

    handed: int
    more: bool


_stories: dict[str, Registered] = {}


def register(kind: str, story: Story, *, batch: int = BATCH) -> None:
    """From now on, deadlines of the kind run this story, so many subjects at a time."""
    _stories[kind] = Registered(story, batch)


def sweep() -> int:
    """Hand everything that is due to its stories, oldest first; returns how much that was."""
    return sum(_hand_over(page) for page in _pages())


def take_turn(seconds: float = TURN_SECONDS) -> Turn:
    """The same for about so long: in a long backlog other tasks must get their turns too."""
    until, handed = monotonic() + seconds, 0
    for page in _pages():
        handed += _hand_over(page)
        if monotonic() >= until:
            return Turn(handed, more=True)
    return Turn(handed, more=False)


def _pages() -> Iterator[list[Due]]:
    position = BEGINNING
    while page := _after(*position):
        yield page
        position = (page[-1].due_at, page[-1].pk)


def _after(due_at: str, pk: int) -> list[Due]:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_PAGE, [clock.now(), due_at, pk, list(_stories), PAGE])
        return [Due(*row) for row in cursor.fetchall()]


def _hand_over(page: list[Due]) -> int:
    """One story call for each batch of a kind, in the order of the first due."""
    kinds: dict[str, list[Due]] = {}
    for row in page:
        kinds.setdefault(row.kind, []).append(row)
    for kind, rows in kinds.items():
        size = _stories[kind].batch
        for start in range(0, len(rows), size):
            _run(kind, rows[start : start + size])
    return len(page)


def _run(kind: str, rows: list[Due]) -> None:
    """One call for all; a bad subject is found by halves, so that it holds up no other."""
    try:
        _stories[kind].story([row.subject_id for row in rows])
    except Exception as error:
        if len(rows) == 1:
            _failed(rows[0], error)
            return
        middle = len(rows) // 2
        _run(kind, rows[:middle])
        _run(kind, rows[middle:])


def _failed(row: Due, error: Exception) -> None:
    """Try again later, ever more slowly; then leave it dead for staff to see.

    What waits for the guarantee fund, or for the end of an emergency, is never given up.
    """
    log.exception("deadline_failed", extra={"deadline": f"{row.kind} {row.subject_id}"})
    attempts = row.attempts + 1
    dead = attempts >= ATTEMPTS_BEFORE_DEAD and not isinstance(error, NEVER_GIVEN_UP)
    with transaction.atomic():
        Deadline.objects.pending().filter(pk=row.pk).update(
            attempts=attempts,
            last_error=repr(error)[:2000],
            state=Deadline.State.DEAD if dead else Deadline.State.PENDING,
            due_at=clock.now() + timedelta(minutes=2 ** min(attempts, 10)),
        )
