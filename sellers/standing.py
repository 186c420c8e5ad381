"""What a buyer wants to know of a seller, counted from facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Q

from sellers.models import PerformanceFact, Rating, Seller

Kind = PerformanceFact.Kind
GOOD_STARS = 4


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


def of(seller: Seller) -> Standing:
    """The numbers on the seller's card, in two queries."""
    said = (
        Rating.objects.filter(seller=seller)
        .public()
        .aggregate(
            mean=Avg("stars"), all=Count("id"), good=Count("id", filter=Q(stars__gte=GOOD_STARS))
        )
    )
    counted = {
        row["kind"]: row["n"]
        for row in PerformanceFact.objects.filter(seller=seller)
        .values("kind")
        .annotate(n=Count("id"))
    }
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
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
