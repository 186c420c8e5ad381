"""Who could still write below a number: what seals of the trail and days of the books wait for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

THIS_TRANSACTION = "SELECT pg_current_xact_id()::text::bigint"
# Of this database: a server counts the transactions of all its databases together.
OLDEST_RUNNING = """
    SELECT coalesce(min(number), pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
    FROM (SELECT running::text::bigint AS number
          FROM pg_snapshot_xip(pg_current_snapshot()) running) all_running
    WHERE NOT EXISTS (
        SELECT 1 FROM pg_stat_activity elsewhere WHERE elsewhere.datname <> current_database()
        AND elsewhere.backend_xid::text::bigint = number % 4294967296)
"""


def asked_for(question: str, values: Sequence[Any] = ()) -> int:
    """The one number that a question answers; nought where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return int(cursor.fetchone()[0] or 0)
