"""Sums and middles of many orders under two policies, as plain data that can be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from marketplace.policy_trial.past import Past
from marketplace.policy_trial.under import Outcome

DAY = timedelta(days=1)
Played = tuple[Past, Outcome, Outcome]


def days(held: Sequence[timedelta]) -> dict[str, float]:
    """Mean, middle and 95th percentile (nearest rank), in days."""
    ranked = sorted(each / DAY for each in held)
    if not ranked:
        return {"mean": 0.0, "p50": 0.0, "p95": 0.0}
    return {
        "mean": round(sum(ranked) / len(ranked), 2),
        "p50": round(_rank(ranked, 50), 2),
        "p95": round(_rank(ranked, 95), 2),
    }


def held_on_days(spans: Sequence[tuple[datetime, datetime, int]]) -> dict[str, Any]:
    """Money held at the end of each day: the mean, and the day with most of it."""
    moves: Counter[int] = Counter()
    for paid, settled, minor in spans:
        moves[paid.toordinal()] += minor
        moves[settled.toordinal()] -= minor
    if not moves:
        return {"mean": 0, "most": 0, "day": ""}
    held = 0
    total, most, when = 0, 0, min(moves)
    for day in range(min(moves), max(moves) + 1):
        held += moves[day]
        total += held
        if held > most:
            most, when = held, day
    length = max(moves) - min(moves) or 1
    fullest = datetime.fromordinal(when).date().isoformat()
    return {"mean": round(total / length), "most": most, "day": fullest}


def both(played: Sequence[Played]) -> dict[str, Any]:
    """How long money is held under the old policy and the new one."""
    return {
        "orders": len(played),
        "old": days([old.held for _past, old, _new in played]),
        "new": days([new.held for _past, _old, new in played]),
    }


def _rank(ranked: Sequence[float], percent: int) -> float:
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]
