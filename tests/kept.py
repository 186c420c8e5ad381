"""A beginning that several tests share: made once, in a transaction that is never committed.

Each test goes on from there in a savepoint of its own, on copies of what was made, at the hour at
which it was ready. What it does is gone before the next one begins.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.utils import translation

from escrow import clock
from tests import cast
from tests.scenes import taken_back

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """What was made, and when it was ready."""

    made: T
    at: datetime

    @contextmanager
    def gone_on_from(self) -> Iterator[T]:
        """A copy, at the hour at which it was ready; the database's part is the test's own."""
        with clock.travel_to(self.at):
            yield copy.deepcopy(self.made)


@contextmanager
def lived_once(blocker: Any, uploads: Path, make: Callable[[], T]) -> Iterator[Kept[T]]:
    """For a fixture of a module: what `make` does from Monday on."""
    with blocker.unblock(), taken_back():
        cast.keep_uploads_in(uploads)
        with translation.override("en"), clock.travel_to(cast.MONDAY):
            scene = Kept(make(), clock.now())
        yield scene
