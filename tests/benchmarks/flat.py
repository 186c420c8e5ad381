"""What one due hold costs in tables of 10 thousand to 5 million holds, side by side."""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median

from tests.benchmarks import place, shop, workers
from tests.benchmarks.place import say, scaled

SIZES, LARGEST = [10_000, 100_000, 1_000_000], 5_000_000
ROUNDS, SLICE = 9, 1000


class Bench:
    """A database of its own with so many holds, and a worker that is connected to it."""

    def __init__(self, size: int, stack: ExitStack) -> None:
        self.size, self.turn = scaled(size), 0
        where = stack.enter_context(place.fresh_database(f"_{size}"))
        holds = shop.filled(*where, holds=self.size, slice=scaled(SLICE))
        self.shop = stack.enter_context(holds)
        self.workers = stack.enter_context(workers.hired(1))

    def sweep(self) -> float:
        """The next slice; what one hold cost, in milliseconds."""
        self.turn += 1
        handed, seconds = workers.sweep_with(self.workers, self.shop.due_until(self.turn))
        return 1000 * seconds / handed


def run() -> None:
    """A batch in each in turn, so that all see the same machine; the largest takes long to make."""
    with ExitStack() as stack:
        benches = [Bench(size, stack) for size in SIZES]
        cost = compare(benches)
        say("flat_speed_at_1000000_to_100000", cost[1] / cost[2])
        benches = [benches[1], Bench(LARGEST, stack)]
        cost = compare(benches)
        say("flat_speed_at_5000000_to_100000", cost[0] / cost[1])


def compare(benches: list[Bench]) -> list[float]:
    """The first batch plans everything and reads what was never read, and does not count."""
    spent = [[bench.sweep() for bench in benches] for _ in range(ROUNDS)]
    cost = [median(times) for times in zip(*spent[1:], strict=True)]
    for bench, milliseconds in zip(benches, cost, strict=True):
        say(f"flat_milliseconds_per_hold_at_{bench.size}", milliseconds, 3)
    return cost
