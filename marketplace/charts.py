"""A seller's sales, held money and claims over time, as drawings made here: no script, no library.

Days for a month, weeks for a quarter, months for a year, in the seller's own time zone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Q, Sum, When
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow import clock
from escrow.models import Hold
from escrow.money import Money
from marketplace.chart_drawing import Chart, drawn
from marketplace.models import Order
from marketplace.takings import LEFT
from sellers.models import PerformanceFact, Seller


@dataclass(frozen=True)
class Span:
    """How far a chart looks back, in how many steps of what length."""

    code: str
    words: Promise
    steps: int
    trunc: Any
    before: Callable[[datetime], datetime]


def _yesterday(day: datetime) -> datetime:
    return _midnight(day - timedelta(hours=12))


def _last_week(monday: datetime) -> datetime:
    return _midnight(monday - timedelta(days=6, hours=12))


def _last_month(first: datetime) -> datetime:
    return _midnight(first - timedelta(days=1)).replace(day=1)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


SPANS = {
    span.code: span
    for span in (
        Span("30d", _("30 days"), 30, TruncDay, _yesterday),
        Span("90d", _("90 days"), 13, TruncWeek, _last_week),
        Span("12m", _("12 months"), 12, TruncMonth, _last_month),
    )
}


def charts(seller: Seller, currency: str, span: Span) -> list[Chart]:
    """Sales, held money, claims: three questions to the database, however much there was."""
    begins = _begins(seller, span)
    sold = _sales(seller, currency, span, begins[0])
    claims = _claims(seller, span, begins[0])
    held = _held(seller, currency, begins)
    sales = [Money(sold.get(begin, 0), currency) for begin in begins]
    return [
        drawn("sales", _("Sales"), begins, sales),
        drawn("held", _("Held at the end"), begins, held),
        drawn("claims", _("Orders with a claim"), begins, [claims.get(one, 0) for one in begins]),
    ]


def _begins(seller: Seller, span: Span) -> list[datetime]:
    """Where each step begins, the oldest first; the last one is not over yet."""
    today = _midnight(clock.now().astimezone(seller.zone))
    begin = {
        TruncDay: today,
        TruncWeek: _midnight(today - timedelta(days=today.weekday())),
        TruncMonth: today.replace(day=1),
    }[span.trunc]
    found = [begin]
    for _step in range(span.steps - 1):
        found.append(span.before(found[-1]))
    return found[::-1]


def _sales(seller: Seller, currency: str, span: Span, since: datetime) -> Mapping[datetime, int]:
    paid = Order.objects.filter(seller=seller, currency=currency, paid_at__gte=since)
    rows = paid.order_by().annotate(begin=span.trunc("paid_at", tzinfo=seller.zone))
    return dict(rows.values("begin").annotate(sum=Sum("total_minor")).values_list("begin", "sum"))


def _claims(seller: Seller, span: Span, since: datetime) -> Mapping[datetime, int]:
    kind = PerformanceFact.Kind.CLAIM
    rows = seller.facts.filter(kind=kind, at__gte=since).order_by()
    begun = rows.annotate(begin=span.trunc("at", tzinfo=seller.zone)).values("begin")
    return dict(begun.annotate(many=Count("pk")).values_list("begin", "many"))


def _held(seller: Seller, currency: str, begins: Sequence[datetime]) -> list[Money]:
    """At the end of each step: paid by then, and not settled. What was settled counts as it was paid."""
    ends = [*begins[1:], clock.now()]
    holds = Hold.objects.filter(
        seller=seller, currency=currency, line__order__paid_at__isnull=False
    )
    recent = holds.filter(Q(settled_at=None) | Q(settled_at__gte=begins[0]))
    worth = Case(
        When(settled_at=None, then=LEFT),
        default=F("captured_minor"),
        output_field=BigIntegerField(),
    )
    sums = {f"end_{n}": Sum(worth, filter=_open_at(end)) for n, end in enumerate(ends)}
    found = recent.aggregate(**sums)
    return [Money(found[name] or 0, currency) for name in sums]


def _open_at(end: datetime) -> Q:
    is_paid = Q(line__order__paid_at__lte=end)
    return is_paid & (Q(settled_at=None) | Q(settled_at__gt=end))
