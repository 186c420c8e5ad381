"""What a buyer wants to know of a seller, counted from facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Aggregate, CharField, Count, FloatField, Q, Value
from django.db.models.functions import Cast, Concat

from escrow import clock
from sellers.models import PerformanceFact, Rating, Seller

Kind = PerformanceFact.Kind
GOOD_STARS = 4
STARS = "stars-"
# Fewer than these, and a share says more about chance than about the seller.
ENOUGH_ORDERS, ENOUGH_RATINGS, ENOUGH_QUESTIONS = 5, 3, 1
A_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Standing:
    """Shares are None until there is enough to count."""

    rating: float | None
    ratings: int
    positive: float | None
    on_time: float | None
    claim_rate: float | None
    response_rate: float | None
    reply_time: timedelta | None
    sales: int
    since: datetime


@dataclass(frozen=True)
class Counted:
    """Of one kind of fact: how many, how many answers within a day, and the median of the values."""

    n: int = 0
    in_time: int = 0
    middle: float | None = None


class Median(Aggregate):
    """The one in the middle; of an even number, between the two."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def of(seller: Seller) -> Standing:
    """The numbers on the seller's card, in one query."""
    facts = _counted(seller)
    many = {kind: counted.n for kind, counted in facts.items()}
    stars = {n: many.get(f"{STARS}{n}", 0) for n in range(1, 6)}
    ratings = sum(stars.values())
    on_time, late = many.get(Kind.DISPATCHED_ON_TIME, 0), many.get(Kind.DISPATCHED_LATE, 0)
    sent = on_time + late + many.get(Kind.NOT_DISPATCHED, 0)
    sales = many.get(Kind.SALE, 0)
    good = sum(count for star, count in stars.items() if star >= GOOD_STARS)
    return Standing(
        rating=sum(star * count for star, count in stars.items()) / ratings if ratings else None,
        ratings=ratings,
        positive=_share(good, ratings, ENOUGH_RATINGS),
        on_time=_share(on_time, sent, ENOUGH_ORDERS),
        claim_rate=_share(many.get(Kind.CLAIM, 0), sales, ENOUGH_ORDERS),
        response_rate=_response_rate(facts),
        reply_time=_reply_time(facts),
        sales=sales,
        since=seller.created_at,
    )


def _counted(seller: Seller) -> dict[str, Counted]:
    """Facts by their kind, and ratings by their stars."""
    in_time = Q(value__lt=A_DAY.total_seconds(), at__lte=clock.now() - A_DAY)
    said = (
        Rating.objects.filter(seller=seller)
        .public()
        .annotate(what=Concat(Value(STARS), Cast("stars", CharField())))
        .values_list("what")
        .annotate(n=Count("id"), in_time=Value(0), middle=Value(0.0, output_field=FloatField()))
    )
    facts = (
        PerformanceFact.objects.filter(seller=seller)
        .values_list("kind")
        .annotate(n=Count("id"), in_time=Count("id", filter=in_time), middle=Median("value"))
    )
    return {kind: Counted(*rest) for kind, *rest in facts.union(said, all=True)}


def _response_rate(facts: dict[str, Counted]) -> float | None:
    """Of the buyers who asked more than a day ago, how many had an answer within a day."""
    in_time = facts.get(Kind.ANSWERED, Counted()).in_time
    silent = facts.get(Kind.UNANSWERED, Counted()).n
    return _share(in_time, in_time + silent, ENOUGH_QUESTIONS)


def _reply_time(facts: dict[str, Counted]) -> timedelta | None:
    """The median of all answers, late ones too."""
    middle = facts.get(Kind.ANSWERED, Counted()).middle
    return None if middle is None else timedelta(seconds=middle)


def _share(part: int, whole: int, enough: int) -> float | None:
    return part / whole if whole >= enough else None
