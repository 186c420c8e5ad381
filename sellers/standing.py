"""What a buyer wants to know of a seller, counted from facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Avg, Count, FloatField, Q

from escrow import clock
from sellers.models import PerformanceFact, Rating, Seller

Kind = PerformanceFact.Kind
GOOD_STARS = 4
A_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Standing:
    """Shares are None until there is something to count."""

    rating: float | None
    ratings: int
    positive: float | None
    on_time: float | None
    claim_rate: float | None
    sales: int
    since: datetime
    response_rate: float | None = None
    reply_time: timedelta | None = None


class Median(Aggregate):
    """The one in the middle; of an even number, between the two."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def of(seller: Seller) -> Standing:
    """The numbers on the seller's card, in two queries."""
    said = (
        Rating.objects.filter(seller=seller)
        .revealed(clock.now())
        .aggregate(
            mean=Avg("stars"), all=Count("id"), good=Count("id", filter=Q(stars__gte=GOOD_STARS))
        )
    )
    facts = _facts(seller)
    counted = {kind: row["n"] for kind, row in facts.items()}
    on_time, late = counted.get(Kind.DISPATCHED_ON_TIME, 0), counted.get(Kind.DISPATCHED_LATE, 0)
    missed = counted.get(Kind.NOT_DISPATCHED, 0)
    sales = counted.get(Kind.SALE, 0)
    return Standing(
        rating=said["mean"],
        ratings=said["all"],
        positive=_share(said["good"], said["all"]),
        on_time=_share(on_time, on_time + late + missed),
        claim_rate=_share(counted.get(Kind.CLAIM, 0), sales),
        sales=sales,
        since=seller.created_at,
        response_rate=_response_rate(facts),
        reply_time=_reply_time(facts),
    )


def _facts(seller: Seller) -> dict[str, dict[str, Any]]:
    """By their kind, in one query."""
    in_time = Q(value__lt=A_DAY.total_seconds(), at__lte=clock.now() - A_DAY)
    rows = PerformanceFact.objects.filter(seller=seller).values("kind")
    counted = rows.annotate(
        n=Count("id"), in_time=Count("id", filter=in_time), middle=Median("value")
    )
    return {row["kind"]: dict(row) for row in counted}


def _response_rate(facts: dict[str, dict[str, Any]]) -> float | None:
    """Of the buyers who asked more than a day ago, how many had an answer within a day."""
    in_time = facts[Kind.ANSWERED]["in_time"] if Kind.ANSWERED in facts else 0
    silent = facts[Kind.UNANSWERED]["n"] if Kind.UNANSWERED in facts else 0
    return _share(in_time, in_time + silent)


def _reply_time(facts: dict[str, dict[str, Any]]) -> timedelta | None:
    """The median of all answers, late ones too."""
    answered = facts.get(Kind.ANSWERED)
    return timedelta(seconds=answered["middle"]) if answered else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
