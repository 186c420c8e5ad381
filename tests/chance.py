"""Chance that comes out the same each time: ids and numbers of a run depend on its seed alone."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock


@contextmanager
def from_seed(seed: int) -> Iterator[random.Random]:
    """Inside, uuid4() and secrets draw from the seed. Only for tests: nothing here is secret."""
    dice = random.Random(seed)
    draw = dice.randbytes
    with mock.patch.object(os, "urandom", draw), mock.patch.object(random, "_urandom", draw):
        yield dice
