"""While somebody walks the demo's clock through other days, the periodic tasks stand aside.

Two advisory locks of the database's session, so that a process that dies gives them back: one says
that only one walks at a time, the other that no task is in the middle of something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from escrow.story import Refusal

P = ParamSpec("P")
R = TypeVar("R")
WALKER, TASKS = "the clock is being walked", "the clock's tasks are at work"


class AlreadyWalking(Refusal):
    """Somebody else moves the demo's clock right now."""


@contextmanager
def alone() -> Iterator[None]:
    """Walk the clock, once the tasks have finished what they do. Raises AlreadyWalking."""
    if not _ask("SELECT pg_try_advisory_lock(hashtext(%s))", WALKER):
        raise AlreadyWalking(_("The clock is being moved already. Try again in a moment."))
    try:
        _ask("SELECT pg_advisory_lock(hashtext(%s))", TASKS)
        try:
            yield
        finally:
            _ask("SELECT pg_advisory_unlock(hashtext(%s))", TASKS)
    finally:
        _ask("SELECT pg_advisory_unlock(hashtext(%s))", WALKER)


def stands_aside(task: Callable[P, R]) -> Callable[P, R | None]:
    """A periodic task that does nothing while the clock is walked; its next turn comes."""

    @wraps(task)
    def run(*args: P.args, **kwargs: P.kwargs) -> R | None:
        if not settings.HOLDFAST_DEMO:
            return task(*args, **kwargs)
        if not _ask("SELECT pg_try_advisory_lock_shared(hashtext(%s))", TASKS):
            return None
        try:
            return task(*args, **kwargs)
        finally:
            _ask("SELECT pg_advisory_unlock_shared(hashtext(%s))", TASKS)

    return run


def _ask(question: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [name])
        answer = cursor.fetchone()
    return bool(answer and answer[0])
