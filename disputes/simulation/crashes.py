"""Processes that die between two steps: at any statement, inside a transaction or between two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from disputes.simulation.chance import Dice

# A purchase takes some sixty statements from the first lock to the last row.
LATEST = 60


class Crash(BaseException):
    """The process is gone. No handler of ours runs, and its transaction with it."""


@contextmanager
def maybe(dice: Dice, likely: float) -> Iterator[None]:
    """With that likelihood, die at some statement of the block."""
    if not dice.likely(likely):
        yield
        return
    with connection.execute_wrapper(_dying_at(dice.randint(1, LATEST))):
        yield


def _dying_at(last: int) -> Callable[..., Any]:
    done = 0

    def run(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        nonlocal done
        done += 1
        if done == last:
            raise Crash(str(sql)[:80])
        return execute(sql, params, many, context)

    return run
