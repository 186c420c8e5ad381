"""A beginning that several tests share, and others that go on from it, each made once.

Each test goes on from there in a savepoint of its own, on copies of what was made, at the hour at
which it was ready. The first of them begins with a scene (tests/scenes.py).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from escrow import clock

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
