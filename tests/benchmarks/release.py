"""100,000 due holds in a table of 1,000,000: the sweep, beside SQL written by hand."""

from __future__ import annotations

import time

from django.db import connection

from tests import books
from tests.benchmarks import by_hand, place, shop, workers
from tests.benchmarks.place import say, scaled

ROUNDS = 10


def run() -> None:
    """In turns, slice by slice, so that a noisy machine disturbs all alike."""
    size = scaled(10_000)
    with (
        place.fresh_database() as (superuser, database),
        shop.filled(superuser, database, holds=scaled(1_000_000), slice=size) as filled,
        workers.hired(1) as [worker],
    ):
        spent = {"sweep": 0.0, "by_hand": 0.0, "money_only": 0.0}
        statements = {"by_hand": by_hand.EVERYTHING, "money_only": by_hand.MONEY_ONLY}
        for turn in range(3 * ROUNDS):
            name, until = list(spent)[turn % 3], filled.due_until(turn + 1)
            before = time.perf_counter()
            if name == "sweep":
                handed, _ = workers.sweep_with([worker], until)
            else:
                handed = by_hand.drain(place.app_url(), statements[name], until)
            spent[name] += time.perf_counter() - before
            assert handed == size, (name, handed)
        for name, seconds in spent.items():
            say(f"release_{name}_per_second", ROUNDS * size / seconds, 0)
        say("release_sweep_to_by_hand", spent["by_hand"] / spent["sweep"])
        say("release_sweep_to_money_only", spent["money_only"] / spent["sweep"])
        connection.close()
        books.assert_right()
