"""How many stars are usual: on each wide shelf, and everywhere. Counted once a night."""

from __future__ import annotations

from typing import Any

from django.db.models import Avg, Count

from escrow import clock, policy
from escrow.story import story
from sellers.models import PerformanceFact, ShelfMean


@story
def count_again() -> int:
    """The plain means of the last year, and of how many ratings. Returns how many means there are."""
    since = clock.now() - policy.in_force().days_of_sellers("long_window_days")
    rated = PerformanceFact.objects.filter(kind=PerformanceFact.Kind.RATED, counts=True)
    recent = rated.filter(at__gte=since).order_by()
    mean, many = Avg("value"), Count("pk")
    shelves = recent.exclude(shelf=None).values("shelf").annotate(mean=mean, many=many)
    found: list[dict[str, Any]] = [dict(row) for row in shelves.order_by("shelf")]
    everything = recent.aggregate(mean=mean, many=many)
    if everything["many"]:
        found.append({"shelf": None, **everything})
    for row in found:
        _keep(row["shelf"], row["mean"], row["many"])
    known = [row["shelf"] for row in found if row["shelf"]]
    ShelfMean.objects.exclude(shelf=None).exclude(shelf__in=known).update(ratings=0)
    return len(found)


def _keep(shelf: int | None, stars: float, ratings: int) -> None:
    figures = {"hundredths": round(stars * 100), "ratings": ratings, "at": clock.now()}
    ShelfMean.objects.update_or_create(shelf_id=shelf, defaults=figures)
