"""A seller's metrics, counted: over the last days, or over a longer time where little was sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, FloatField, Q

from escrow import clock, policy
from escrow.models import Policy
from sellers import metrics, rating_formula
from sellers.metrics import Kind, Metric
from sellers.models import PerformanceFact, Seller
from sellers.rating_formula import Score


class Median(Aggregate):
    """The one in the middle; of an even number, between the two."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Counted:
    """One metric: so many went wrong, of so many. `target_bps` is None where there is none."""

    metric: Metric
    wrong: int
    of: int
    target_bps: int | None

    @property
    def share(self) -> float | None:
        return self.wrong / self.of if self.of else None

    def share_with(self, more: int) -> float:
        """If so many more went wrong; a shop that sold nothing has nothing to lose of."""
        wrong = self.wrong + more
        return wrong / max(self.of, wrong, 1)

    def is_met(self, forgiven: int = 0) -> bool:
        """Within the target; so few that they may be chance are within it too."""
        if self.target_bps is None or self.wrong <= forgiven:
            return True
        most = self.target_bps * self.of
        is_less = self.wrong * 10_000 < most
        return is_less or (self.metric.inclusive and self.wrong * 10_000 == most)

    def is_beyond(self, times: int) -> bool:
        """So many times the target, or worse."""
        return (
            self.target_bps is not None and self.wrong * 10_000 >= times * self.target_bps * self.of
        )


@dataclass(frozen=True)
class Figures:
    """All that is known of a seller's work, by these rules. `since` is where the window begins."""

    rules: Policy
    since: datetime
    sold: int
    completed: int
    metrics: Mapping[str, Counted]
    median_reply: timedelta | None
    score: Score

    @property
    def needed_stars(self) -> float:
        """Of a trusted seller."""
        return self.rules.of_sellers("trusted_hundredths") / 100

    @property
    def days(self) -> int:
        return round((clock.now() - self.since) / timedelta(days=1))


def of(seller: Seller) -> Figures:
    """In three questions to the database, however much was sold."""
    rules, now = policy.in_force(), clock.now()
    sold, recent, completed = _sold(seller, rules, now)
    is_small = recent < rules.of_sellers("window_orders")
    name = "long_window_days" if is_small else "window_days"
    since = now - rules.days_of_sellers(name)
    counted, median = _counted(seller, rules, since)
    score = rating_formula.of(seller.pk, rules)
    return Figures(rules, since, sold, completed, counted, median, score)


def _sold(seller: Seller, rules: Policy, now: datetime) -> tuple[int, int, int]:
    """Orders sold at all, those of the short window, and those completed within the long one."""
    sale, over = Q(kind=Kind.SALE), Q(kind=Kind.COMPLETED)
    short = Q(at__gte=now - rules.days_of_sellers("window_days"))
    long = Q(at__gte=now - rules.days_of_sellers("long_window_days"))
    found = PerformanceFact.objects.filter(sale | over, seller=seller).aggregate(
        sold=Count("pk", filter=sale),
        recent=Count("pk", filter=sale & short),
        completed=Count("pk", filter=over & long),
    )
    return found["sold"], found["recent"], found["completed"]


def _counted(
    seller: Seller, rules: Policy, since: datetime
) -> tuple[dict[str, Counted], timedelta | None]:
    asked: dict[str, Any] = {"median": Median("value", filter=Q(kind=Kind.ANSWERED))}
    every = metrics.every()
    for metric in every:
        seen = metric.looked_at(since, rules)
        asked[f"{metric.code}_of"] = Count("pk", filter=seen)
        asked[f"{metric.code}_wrong"] = Count("pk", filter=seen & metric.is_wrong())
    found = PerformanceFact.objects.filter(seller=seller, at__gte=since).aggregate(**asked)
    counted = {metric.code: _one(metric, found, rules) for metric in every}
    median = found["median"]
    return counted, None if median is None else timedelta(seconds=median)


def _one(metric: Metric, found: dict[str, Any], rules: Policy) -> Counted:
    target = rules.of_sellers(metric.target) if metric.target else None
    return Counted(metric, found[f"{metric.code}_wrong"], found[f"{metric.code}_of"], target)
