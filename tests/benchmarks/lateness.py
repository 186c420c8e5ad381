"""How late money is released when holds fall due all the time and a sweep runs every 5 seconds."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import connection

from escrow import clock, deadlines
from tests.benchmarks import place, shop
from tests.benchmarks.place import say, scaled

EVERY, LASTS, DUE = 5.0, 60, 6000
# Their windows ended long ago; only their deadlines are still to come.
SPREAD = """
    UPDATE escrow_deadline d SET due_at = now() + interval '2 seconds' + random() * interval '{lasts} s'
    FROM (SELECT id FROM escrow_deadline WHERE kind = 'release' AND due_at < now() LIMIT {due}) picked
    WHERE d.id = picked.id;
    UPDATE escrow_deadline SET due_at = now() + interval '1 year' WHERE due_at < now();
"""
RELEASED = """
    SELECT subject_id, due_at FROM escrow_deadline WHERE kind = 'release' AND state = 'done'
"""


def run() -> None:
    """A hold counts as released when the sweep that released it has ended."""
    due = scaled(DUE)
    with (
        place.fresh_database() as (superuser, database),
        shop.filled(superuser, database, holds=scaled(1_000_000), slice=scaled(10_000)),
    ):
        with superuser.connect(database) as db:
            db.execute(SPREAD.format(lasts=LASTS, due=due))
        late: dict[str, float] = {}
        begun = time.monotonic()
        for turn in range(1, int(LASTS / EVERY) + 3):
            time.sleep(max(0.0, begun + turn * EVERY - time.monotonic()))
            deadlines.sweep()
            note(late, clock.now())
        assert len(late) == due, len(late)
        waits = sorted(late.values())
        say("lateness_sweep_every_seconds", EVERY)
        say("lateness_p50_seconds", waits[len(waits) // 2])
        say("lateness_p99_seconds", waits[len(waits) * 99 // 100])
        say("lateness_p99_beyond_the_sweep_seconds", waits[len(waits) * 99 // 100] - EVERY)


def note(late: dict[str, float], now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RELEASED)
        for hold_id, due_at in cursor.fetchall():
            late.setdefault(hold_id, (now - due_at).total_seconds())
