"""How a seller's numbers came about: each with its target, and the facts behind it one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.utils.functional import Promise

from marketplace import keyset, metric_words
from marketplace.keyset import Along
from marketplace.models import Conversation, Order, Shipment
from sellers import figures, metrics, rating_formula
from sellers.figures import Counted, Figures
from sellers.metrics import Metric
from sellers.models import PerformanceFact, Seller

PAGE, RATING = 30, "rating"
BY_MOMENT = Along("at", datetime.fromisoformat, descending=True)


@dataclass(frozen=True)
class Number:
    """A metric as the page shows it; `percent` is empty where nothing was counted."""

    code: str
    name: Promise
    formula: Promise
    percent: str
    counted: Counted
    target: str
    says_good: bool

    @property
    def is_met(self) -> bool:
        return self.counted.is_met()


@dataclass(frozen=True)
class Fact:
    """One order, parcel or question of a metric, and what happened to it. `weight` is a rating's."""

    at: datetime
    is_wrong: bool
    happened: list[Promise]
    stars: int
    weight: float | None
    order: Order | None
    conversation: Conversation | None


def of(seller: Seller) -> Figures:
    return figures.of(seller)


def numbers(known: Figures) -> list[Number]:
    return [_number(counted, known) for counted in known.metrics.values()]


def number(code: str, known: Figures) -> Number:
    return _number(known.metrics[code], known)


def behind(
    seller: Seller, code: str, *, only_wrong: bool, after: str
) -> tuple[list[Fact], str] | None:
    """A page of what a number is counted from, and where the next one begins; None: no such number."""
    known, metric = of(seller), metrics.named(code)
    if code == RATING:
        return _ratings(seller, known, after=after)
    return _of_metric(seller, metric, known, only_wrong=only_wrong, after=after) if metric else None


def _of_metric(
    seller: Seller, metric: Metric, known: Figures, *, only_wrong: bool, after: str
) -> tuple[list[Fact], str]:
    """A page of the facts that the metric counts, newest first."""
    whole = seller.facts.filter(metric.looked_at(known.since, known.rules), at__gte=known.since)
    wrong = ExpressionWrapper(metric.is_wrong(), output_field=BooleanField())
    rows = whole.annotate(is_wrong=wrong)
    if only_wrong:
        rows = rows.filter(is_wrong=True)
    shown, onward = keyset.page(rows, BY_MOMENT, after, PAGE)
    return _facts(seller, shown, {}), onward


def _ratings(seller: Seller, known: Figures, *, after: str) -> tuple[list[Fact], str]:
    """A page of the ratings, with what each weighs today; one that does not count weighs nothing."""
    rows = seller.facts.filter(kind=PerformanceFact.Kind.RATED)
    shown, onward = keyset.page(rows, BY_MOMENT, after, PAGE)
    weights = rating_formula.weights(seller.pk, [row.pk for row in shown], known.rules)
    return _facts(seller, shown, weights), onward


def _number(counted: Counted, known: Figures) -> Number:
    metric = counted.metric
    words, name = metric_words, metric.target
    return Number(
        metric.code,
        words.NAMES[metric.code],
        words.FORMULAS[metric.code],
        words.shown(counted),
        counted,
        words.target(metric.code, known.rules, name) if name else "",
        words.says_good(metric.code),
    )


def _facts(
    seller: Seller, rows: Sequence[PerformanceFact], weights: dict[int, float]
) -> list[Fact]:
    references = [row.reference for row in rows]
    happened = _happened(seller.facts.filter(reference__in=references))
    orders, talks = _orders(references), _conversations(references)
    return [
        Fact(
            row.at,
            getattr(row, "is_wrong", False),
            [metric_words.HAPPENED[kind] for kind in happened[row.reference]],
            row.value if row.kind == PerformanceFact.Kind.RATED else 0,
            weights.get(row.pk),
            orders.get(row.reference),
            talks.get(row.reference),
        )
        for row in rows
    ]


def _happened(found: QuerySet[PerformanceFact]) -> dict[str, list[str]]:
    """By what they are about: the kinds of the facts, in the order in which they happened."""
    by: dict[str, list[str]] = defaultdict(list)
    for row in found.order_by("at", "pk"):
        by[row.reference].append(row.kind)
    return by


def _orders(references: Iterable[str]) -> dict[str, Order]:
    """By reference: the order itself, or that of the parcel."""
    split = [reference.partition(":") for reference in references]
    numbers = [int(pk) for noun, _, pk in split if noun == "order"]
    parcels = [UUID(pk) for noun, _, pk in split if noun == "shipment"]
    found = {f"order:{each.pk}": each for each in Order.objects.filter(pk__in=numbers)}
    shipped = Shipment.objects.filter(pk__in=parcels).select_related("order")
    return found | {each.reference: each.order for each in shipped}


def _conversations(references: Iterable[str]) -> dict[str, Conversation]:
    ids = [int(ref.partition(":")[2]) for ref in references if ref.startswith("conversation:")]
    talks: Any = Conversation.objects.filter(pk__in=ids)
    return {f"conversation:{each.pk}": each for each in talks}
