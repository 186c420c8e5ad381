"""The decisions most like a case, for staff, who may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disputes import case_words, clauses, precedents
from disputes.models import Decision, Dispute
from disputes.models.dispute_state import DisputeState
from disputes.precedents import Like

SHOWN = 3
# The newest so many of the reason are compared, however many there are.
LATEST = 40


@dataclass(frozen=True)
class Past:
    """A decision that stands: what it gave, of what, by which rules."""

    dispute: Dispute
    decision: Decision
    outcome: str
    percent: int
    clauses: list[object]
    same_kind: bool


def of(dispute: Dispute) -> list[Past]:
    """The three most like it: the same kind of thing first, then the nearest price, then new."""
    like = precedents.like_case(dispute)
    found = _newest(dispute)
    return [_told(one, like) for one in sorted(found, key=lambda one: _distance(one, like))[:SHOWN]]


def _newest(dispute: Dispute) -> Sequence[Dispute]:
    decided = Dispute.objects.filter(
        reason=dispute.reason, state=DisputeState.RESOLVED, standing__isnull=False
    )
    loaded = decided.select_related("standing", "order__buyer", "order__seller", "order__policy")
    return list(
        loaded.exclude(pk=dispute.pk)
        .prefetch_related("lines__line__listing")
        .order_by("-ended_at")[:LATEST]
    )


def _distance(other: Dispute, like: Like) -> tuple[bool, int]:
    """Sorting keeps the newest first among equals."""
    its = precedents.like_case(other)
    return its.category_id != like.category_id, abs(its.band - like.band)


def _told(other: Dispute, like: Like) -> Past:
    decision = other.standing
    assert decision is not None
    return Past(
        dispute=other,
        decision=decision,
        outcome=case_words.outcome(decision, other),
        percent=round(100 * decision.refund.minor / other.claimed.minor),
        clauses=[clauses.WORDS.get(code, code) for code in decision.clauses],
        same_kind=precedents.like_case(other).category_id == like.category_id,
    )
