"""A seller's metrics, counted: over the last days, or over a longer time where little was sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    Exists,
    FloatField,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)

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
    seller_id: int

    @cached_property
    def score(self) -> Score:
        """Asked for by itself: not everything that reads the figures tells the stars."""
        return rating_formula.of(self.seller_id, self.rules)

    @property
    def needed_stars(self) -> float:
        """Of a trusted seller."""
        return self.rules.of_sellers("trusted_hundredths") / 100

    @property
    def days(self) -> int:
        return round((clock.now() - self.since) / timedelta(days=1))


def of(seller: Seller, rules: Policy | None = None) -> Figures:
    """In one question to the database, however much was sold; by the rules in force, or by these."""
    rules = rules or policy.in_force()
    found = _counted(seller, rules)
    return Figures(
        rules=rules,
        since=found["since"] or _begin(rules, "long_window_days"),
        sold=found["sold"],
        completed=found["completed"],
        metrics={metric.code: _one(metric, found, rules) for metric in metrics.every()},
        median_reply=_median(found["median"]),
        seller_id=seller.pk,
    )


def _counted(seller: Seller, rules: Policy) -> dict[str, Any]:
    """Everything that is counted, in a window that is longer where little was sold of late."""
    facts = PerformanceFact.objects.filter(seller=seller)
    since = _window(facts, rules)
    long = Q(at__gte=_begin(rules, "long_window_days"))
    answered = Q(kind=Kind.ANSWERED, at__gte=since)
    asked: dict[str, Any] = {
        "since": Min(since),
        "sold": Count("pk", filter=Q(kind=Kind.SALE)),
        "completed": Count("pk", filter=Q(kind=Kind.COMPLETED) & long),
        "median": Median("value", filter=answered),
    }
    for metric in metrics.every():
        seen = metric.looked_at(since, rules)
        asked[f"{metric.code}_of"] = Count("pk", filter=seen)
        asked[f"{metric.code}_wrong"] = Count("pk", filter=seen & metric.is_wrong())
    return facts.aggregate(**asked)


def _window(facts: QuerySet[PerformanceFact], rules: Policy) -> Case:
    """Where it begins: lately, if enough was sold since then; else longer ago."""
    short, enough = _begin(rules, "window_days"), rules.of_sellers("window_orders")
    lately = facts.filter(kind=Kind.SALE, at__gte=short)
    long = Value(_begin(rules, "long_window_days"))
    return Case(When(Exists(lately[enough - 1 : enough]), then=Value(short)), default=long)


def _begin(rules: Policy, name: str) -> datetime:
    return clock.now() - rules.days_of_sellers(name)


def _median(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def _one(metric: Metric, found: dict[str, Any], rules: Policy) -> Counted:
    target = rules.of_sellers(metric.target) if metric.target else None
    return Counted(metric, found[f"{metric.code}_wrong"], found[f"{metric.code}_of"], target)
