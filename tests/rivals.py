"""Several people at the same instant, each in a thread of their own on the real database."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do them all at the same instant, each in its own thread; what each returned or raised."""
    barrier = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(index: int, deed: Callable[[], object]) -> None:
        try:
            barrier.wait()
            results[index] = deed()
        except Exception as raised:
            results[index] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@contextmanager
def another_session() -> Iterator[Any]:
    """Another session of the database, whose locks are gone when the block ends.

    Closing alone does not wait: the server gives them back when it notices, in the next test.
    """
    other = connection.copy()
    try:
        yield other
    finally:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
        other.close()
