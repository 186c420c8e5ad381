"""Chance by a seed: the same seed draws the same ids, numbers and decisions."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta


class Dice(random.Random):
    """What one order's people decide; thrown for each order apart, so that orders can be left out."""

    def likely(self, share: float) -> bool:
        return self.random() < share

    def days(self, least: float, most: float) -> timedelta:
        return timedelta(hours=24 * self.uniform(least, most))


def dice(seed: int, name: str) -> Dice:
    return Dice(f"{seed}:{name}")


@contextmanager
def ids_from(seed: int) -> Iterator[None]:
    """Inside, uuid4() and secrets draw from the seed. Only in a world that nobody really lives in."""
    kept = os.urandom, random._urandom  # type: ignore[attr-defined]
    os.urandom = random._urandom = random.Random(seed).randbytes  # type: ignore[attr-defined]  # noqa: S311
    try:
        yield
    finally:
        os.urandom, random._urandom = kept  # type: ignore[attr-defined]
