"""How staff work, week by week: how old what waits is, how soon it is touched and decided, how right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes.figure_drawing import Column, Figure, drawn
from disputes.models import Appeal, BlindReading, Decision, Dispute
from disputes.models.dispute_state import OPEN, DisputeState
from escrow import clock

WEEKS = 13
AGES = (1, 3, 7, 14, 30)  # days
HOUR = timedelta(hours=1)


class Percentile(Aggregate):
    """The moment by which so many of a hundred were done."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, share: float) -> None:
        super().__init__(expression, share=share, output_field=DurationField())


def every() -> list[Figure]:
    """The six figures, each in one question."""
    return [
        _open_by_age(),
        _first_touch(),
        _decision_time(),
        _overturned(),
        _agreement(),
        _refund_time(),
    ]


def _open_by_age() -> Figure:
    now = clock.now()
    edges = [now - timedelta(days=days) for days in AGES]
    bounds = list(zip([*edges, None], [None, *edges], strict=True))
    counts = {f"age_{n}": Count("pk", filter=_between(*pair)) for n, pair in enumerate(bounds)}
    found = Dispute.objects.filter(state__in=OPEN).order_by().aggregate(**counts)
    values = [found[name] for name in counts]
    columns = [
        Column(label, value, 0, str(value)) for label, value in zip(_ages(), values, strict=True)
    ]
    return drawn("open", _("Open cases by age"), str(sum(values)), columns)


def _between(since: datetime | None, until: datetime | None) -> Q:
    younger = Q(opened_at__gt=since) if since else Q()
    return younger & Q(opened_at__lte=until) if until else younger


def _ages() -> list[str]:
    under = [ngettext("under %(n)d day", "under %(n)d days", n) % {"n": n} for n in AGES]
    return [*under, _("%(n)d days and more") % {"n": AGES[-1]}]


def _first_touch() -> Figure:
    touched = Dispute.objects.filter(touched_at__gte=_begins()[0])
    title = _("From us having it to the first look")
    return _hours("touch", title, touched, "touched_at", "escalated_at")


def _decision_time() -> Figure:
    first = Decision.objects.filter(at__gte=_begins()[0], on_appeal=False)
    title = _("From us having it to the decision")
    return _hours("decision", title, first, "at", "dispute__escalated_at")


def _refund_time() -> Figure:
    paid = Dispute.objects.filter(
        state=DisputeState.RESOLVED, ended_at__gte=_begins()[0], granted_minor__gt=0
    )
    return _hours("refund", _("From the complaint to the refund"), paid, "ended_at", "opened_at")


def _overturned() -> Figure:
    """Of decisions on an appeal, those that give the buyer another amount than before."""
    before = Appeal.objects.filter(dispute=OuterRef("dispute"), at__lte=OuterRef("at"))
    on_appeal = Decision.objects.filter(at__gte=_begins()[0], on_appeal=True).annotate(
        earlier=Subquery(before.order_by("-at").values("against__refund_minor")[:1])
    )
    counted = _counted(on_appeal, "at", ~Q(earlier=F("refund_minor")))
    return _shares("overturned", _("Decided otherwise on appeal"), counted)


def _agreement() -> Figure:
    read = BlindReading.objects.filter(at__gte=_begins()[0])
    title = _("Decided alike by a second, blind reader")
    return _shares("agreement", title, _counted(read, "at", Q(agrees=True)))


def _hours(code: str, title: str, rows: QuerySet[Any], end: str, begin: str) -> Figure:
    """Half of them, and nineteen of twenty, were done within so many hours."""
    took = ExpressionWrapper(F(end) - F(begin), output_field=DurationField())
    timed = rows.filter(**{f"{end}__gte": F(begin)}).order_by().annotate(took=took)
    weekly = timed.annotate(begin=TruncWeek(end, tzinfo=UTC)).values("begin")
    found = {
        row["begin"]: (row["half"] / HOUR, row["most"] / HOUR, row["many"])
        for row in weekly.annotate(
            half=Percentile("took", 0.5), most=Percentile("took", 0.95), many=Count("pk")
        )
    }
    columns = [_hour_column(begin, found.get(begin)) for begin in _begins()]
    return drawn(code, title, _headline(columns), columns)


def _hour_column(begin: datetime, found: tuple[float, float, int] | None) -> Column:
    half, most, many = found or (0.0, 0.0, 0)
    words = {"half": round(half), "most": round(most), "many": many}
    said = _("half within %(half)s h, 95%% within %(most)s h, of %(many)s") % words if many else "–"
    return Column.of_week(begin, half, most, said)


def _headline(columns: Sequence[Column]) -> str:
    """Of the last week in which there was something."""
    last = next((one for one in reversed(columns) if one.value), None)
    return _("%(hours)s h") % {"hours": round(last.value)} if last else "–"


def _counted(rows: QuerySet[Any], at: str, is_so: Q) -> Mapping[datetime, tuple[int, int]]:
    weekly = rows.order_by().annotate(begin=TruncWeek(at, tzinfo=UTC)).values("begin")
    found = weekly.annotate(many=Count("pk"), so=Count("pk", filter=is_so))
    return {row["begin"]: (row["so"], row["many"]) for row in found}


def _shares(code: str, title: str, found: Mapping[datetime, tuple[int, int]]) -> Figure:
    columns = []
    for begin in _begins():
        so, many = found.get(begin, (0, 0))
        said = _("%(so)s of %(many)s") % {"so": so, "many": many} if many else "–"
        columns.append(Column.of_week(begin, 100 * so / many if many else 0, 0, said))
    so, many = (sum(each) for each in zip(*found.values(), strict=True)) if found else (0, 0)
    return drawn(code, title, f"{round(100 * so / many)}%" if many else "–", columns)


def _begins() -> list[datetime]:
    """The Mondays, the oldest first; this week is not over yet."""
    today = clock.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
