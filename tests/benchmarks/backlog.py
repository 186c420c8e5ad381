"""Two workers beside one on the same holds, then a backlog of 1,000,000 drained by the two."""

from __future__ import annotations

from tests.benchmarks import place, shop, workers
from tests.benchmarks.place import say, scaled

ROUNDS = 5
BACKLOG = 1_000_000


def run() -> None:
    size = scaled(20_000)
    rehearsed = 2 * ROUNDS * size
    with (
        place.fresh_database() as (superuser, database),
        shop.filled(superuser, database, holds=scaled(BACKLOG) + rehearsed, slice=size) as filled,
        workers.hired(2) as two,
    ):
        spent = {1: 0.0, 2: 0.0}
        for turn in range(2 * ROUNDS):
            count = 1 + turn % 2
            _, seconds = workers.sweep_with(two[:count], filled.due_until(turn + 1))
            spent[count] += seconds
        say("backlog_one_worker_per_second", ROUNDS * size / spent[1], 0)
        say("backlog_two_workers_per_second", ROUNDS * size / spent[2], 0)
        say("backlog_two_workers_to_one", spent[1] / spent[2])
        _, seconds = workers.sweep_with(two, filled.due_until(filled.holds / size + 1))
        say("backlog_holds", scaled(BACKLOG), 0)
        say("backlog_drained_in_seconds", seconds, 0)
        say("backlog_left", filled.due(), 0)
