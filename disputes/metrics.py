"""How many cases are open, by where they stand, among the newest."""

from __future__ import annotations

from django.db import connection

from disputes.models.dispute_state import OPEN
from marketplace.metrics import MOST, Figure, Values

# A case ends within months, so those that are open are among the newest; the index of their age
# is read, and never the table.
QUESTION = """
    SELECT state, count(*) FROM (
        SELECT state FROM disputes_dispute ORDER BY opened_at DESC, id DESC LIMIT %s
    ) newest WHERE state = ANY(%s) GROUP BY state
"""


def open_cases() -> Values:
    none = dict.fromkeys((state.value for state in OPEN), 0.0)
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [MOST, list(none)])
        return none | {state: float(count) for state, count in cursor.fetchall()}


FIGURE = Figure("open_cases", f"Open cases among the newest {MOST}", open_cases, "state")
