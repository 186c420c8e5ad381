"""What Prometheus reads: figures from the database when it asks, and requests as they are answered.

The figures are the shop's and the same from every process. Each is a question that stays quick with
any number of orders: by an index, of the newest rows, or at most a minute old.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from escrow import books_proving, clock, deadlines, heartbeats, money_figures, outbox
from escrow.currencies import exponent
from escrow.models import Deadline, Notice, Operation
from marketplace import queue
from marketplace.patience import NoAnswer

MOST = 10_000
RELEASES = """
    SELECT count(*) FROM (SELECT kind, at FROM escrow_journalentry ORDER BY id DESC LIMIT %s) newest
    WHERE kind = 'release' AND at > %s - interval '1 hour'
"""

Values = dict[str, float]


@dataclass(frozen=True)
class Figure:
    """One gauge: `ask` answers a value for each value of its label, or one under ''."""

    name: str
    meaning: str
    ask: Callable[[], Values]
    label: str = ""

    def family(self) -> GaugeMetricFamily:
        names = [self.label] if self.label else []
        found = GaugeMetricFamily(f"holdfast_{self.name}", self.meaning, labels=names)
        for labelled, value in self.ask().items():
            found.add_metric([labelled] if self.label else [], value)
        return found


FIGURES: list[Figure] = []


def register(*figures: Figure) -> None:
    """The floors above have figures of their own."""
    FIGURES.extend(figures)


class Shop(Collector):
    """Asked anew at each scrape. What cannot be asked is left out, and `up` says so."""

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        silent = 0
        for figure in FIGURES:
            try:
                yield figure.family()
            except Exception:  # one that is missing must not hide the others
                silent += 1
        yield GaugeMetricFamily(
            "holdfast_figures_missing", "Figures that could not be read", value=silent
        )


def up_to(count: int) -> Values:
    return {"": float(count)}


def _late() -> Values:
    return {"": deadlines.oldest_overdue_seconds()}


def _due() -> Values:
    return up_to(Deadline.objects.due(clock.now())[:MOST].count())


def _held() -> Values:
    return {
        one.currency: one.held.minor / 10 ** exponent(one.currency)
        for one in money_figures.figures().figures
    }


def _unsent() -> Values:
    return up_to(Notice.objects.unsent()[:MOST].count())


def _operations() -> Values:
    waiting = ("created", "sent", "unknown")
    return {
        state: float(Operation.objects.filter(state=state).order_by()[:MOST].count())
        for state in waiting
    }


def _releases() -> Values:
    with connection.cursor() as cursor:
        cursor.execute(RELEASES, [MOST, clock.now()])
        return up_to(cursor.fetchone()[0])


def _heard() -> Values:
    every = (heartbeats.CLOCK, heartbeats.WORKER, heartbeats.FILES)
    heard = {name: heartbeats.seconds_since(name) for name in every}
    return {name: ago for name, ago in heard.items() if ago is not None}


def _books() -> Values:
    proof = books_proving.latest()
    if proof is None or proof.differences is None:
        raise NoAnswer
    return up_to(proof.differences)


def _books_age() -> Values:
    proof = books_proving.latest()
    if proof is None or proof.finished_at is None:
        raise NoAnswer
    return {"": (clock.real_now() - proof.finished_at).total_seconds()}


def _queues() -> Values:
    return {name: float(depth) for name, depth in queue.depths().items()}


register(
    Figure("overdue_seconds", "How late the oldest promise is", _late),
    Figure("deadlines_due", f"Promises that are due, up to {MOST}", _due),
    Figure("held_money", "Held for orders, in whole units", _held, "currency"),
    Figure("notices_unsent", f"Notices that wait to be sent, up to {MOST}", _unsent),
    Figure(
        "notice_wait_seconds",
        "How long the oldest notice has waited",
        lambda: {"": outbox.oldest_unsent_seconds()},
    ),
    Figure(
        "operations", f"Calls to providers without an answer, up to {MOST}", _operations, "state"
    ),
    Figure("releases_last_hour", f"Releases among the newest {MOST} entries", _releases),
    Figure("heard_seconds_ago", "When beat and the workers were last heard of", _heard, "who"),
    Figure("books_differences", "What the last proof of the books found", _books),
    Figure("books_age_seconds", "How long ago the books were proved", _books_age),
    Figure("queue_depth", "Tasks that wait, by queue", _queues, "queue"),
)
