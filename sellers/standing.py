"""What a buyer wants to know of a seller, counted from facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, CharField, Count, FloatField, Value
from django.db.models.functions import Cast, Concat

from sellers.models import PerformanceFact, Rating, Seller

Kind = PerformanceFact.Kind
GOOD_STARS = 4
STARS = "stars-"
# Fewer than these, and a share says more about chance than about the seller.
ENOUGH_ORDERS, ENOUGH_RATINGS, ENOUGH_QUESTIONS = 5, 3, 3


@dataclass(frozen=True)
class Standing:
    """Shares are None until there is enough to count."""

    rating: float | None
    ratings: int
    positive: float | None
    on_time: float | None
    claim_rate: float | None
    response: float | None
    reply_minutes: float | None
    sales: int
    since: datetime


def of(seller: Seller) -> Standing:
    """The numbers on the seller's card, in one query."""
    counted, mean = _counted(seller)
    stars = {n: counted.get(f"{STARS}{n}", 0) for n in range(1, 6)}
    ratings = sum(stars.values())
    on_time, late = counted.get(Kind.DISPATCHED_ON_TIME, 0), counted.get(Kind.DISPATCHED_LATE, 0)
    missed = counted.get(Kind.NOT_DISPATCHED, 0)
    sales, asked = counted.get(Kind.SALE, 0), counted.get(Kind.ASKED, 0)
    good = sum(count for star, count in stars.items() if star >= GOOD_STARS)
    return Standing(
        rating=sum(star * count for star, count in stars.items()) / ratings if ratings else None,
        ratings=ratings,
        positive=_share(good, ratings, ENOUGH_RATINGS),
        on_time=_share(on_time, on_time + late + missed, ENOUGH_ORDERS),
        claim_rate=_share(counted.get(Kind.CLAIM, 0), sales, ENOUGH_ORDERS),
        response=_share(counted.get(Kind.ANSWERED, 0), asked, ENOUGH_QUESTIONS),
        reply_minutes=mean.get(Kind.ANSWERED),
        sales=sales,
        since=seller.created_at,
    )


def _counted(seller: Seller) -> tuple[dict[str, int], dict[str, float]]:
    """How many facts of each kind and ratings of each star, and the mean of their values."""
    said = (
        Rating.objects.filter(seller=seller)
        .public()
        .annotate(what=Concat(Value(STARS), Cast("stars", CharField())))
        .values_list("what")
        .annotate(n=Count("id"), mean=Value(0.0, output_field=FloatField()))
    )
    facts = (
        PerformanceFact.objects.filter(seller=seller)
        .values_list("kind")
        .annotate(n=Count("id"), mean=Avg("value"))
    )
    rows = list(facts.union(said, all=True))
    return {kind: n for kind, n, _ in rows}, {kind: mean for kind, _, mean in rows}


def _share(part: int, whole: int, enough: int) -> float | None:
    return part / whole if whole >= enough else None
