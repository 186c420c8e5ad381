"""Sweeps in processes of their own, which wait for their moment and keep their connection."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from tests.benchmarks import place


class Worker:
    """One process with one connection to the database that is pointed at now."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.workers"],
            env={**os.environ, "DATABASE_URL": place.app_url()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, until: datetime) -> None:
        self.process.stdin.write(f"{until.isoformat()}\n")
        self.process.stdin.flush()

    def answer(self) -> int:
        return int(self.process.stdout.readline())

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


@contextmanager
def hired(count: int) -> Iterator[list[Worker]]:
    """So many workers, loaded and connected."""
    workers = [Worker() for _ in range(count)]
    try:
        sweep_with(workers, datetime.fromisoformat("2000-01-01T00:00:00+00:00"))
        yield workers
    finally:
        for worker in workers:
            worker.end()


def sweep_with(workers: list[Worker], until: datetime) -> tuple[int, float]:
    """All sweep what is due at the moment; how much they handed to stories, and in how long."""
    before = time.perf_counter()
    for worker in workers:
        worker.ask(until)
    handed = sum(worker.answer() for worker in workers)
    return handed, time.perf_counter() - before


def main() -> None:
    """In the process: sweep at each moment that is asked for."""
    import django

    django.setup()
    from escrow import clock, deadlines

    for line in sys.stdin:
        with clock.travel_to(datetime.fromisoformat(line.strip())):
            print(deadlines.sweep(), flush=True)


if __name__ == "__main__":
    main()
