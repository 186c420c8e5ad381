"""The guarantee fund for our staff: what it could bear, whom it paid and who said so, who filled it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.fund_books import ADVANCED, FOR_GOOD, OPERATOR, OTHER, PLUS, REPAID, Books
from escrow.models import AuditEntry, Deadline, JournalEntry, Recovery
from escrow.money import Money
from escrow.money_figures import figures

SHOWN = 20
PERCENT = 100


@dataclass(frozen=True)
class Paid:
    """One payment out of the fund. `by`: who of our staff had it done; nobody where a rule did."""

    recovery: Recovery
    order: Any
    by: Any

    @property
    def why(self) -> str:
        """The case, or whatever else the money was found for."""
        return self.recovery.reference.partition(":")[0]


@dataclass(frozen=True)
class TopUp:
    """Money that the operator put in."""

    entry: JournalEntry
    by: Any
    amount: str


WAYS: dict[str, Promise] = {
    PLUS: _("In, from Plus fees"),
    OPERATOR: _("In, from us"),
    REPAID: _("In, repaid by sellers"),
    OTHER: _("In, otherwise"),
    ADVANCED: _("Out, in advance for sellers"),
    FOR_GOOD: _("Out, for good"),
}


def ways(books: Books) -> list[tuple[Promise, Money]]:
    """What ever came in and went out, each way in which something did."""
    total = books.total
    return [(words, total.of(way)) for way, words in WAYS.items() if total.minor[way]]


def ratio(currency: str) -> float | None:
    """How much of what is held now the fund could bear, in percent; None when nothing is held."""
    for each in figures().figures:
        if each.currency == currency and each.held:
            return PERCENT * each.fund.minor / each.held.minor
    return None


def waiting() -> Sequence[Deadline]:
    """What is owed to somebody and cannot be paid yet, the oldest first."""
    return list(Deadline.objects.waiting_for_the_fund().order_by("due_at")[:SHOWN])


def payments(currency: str) -> list[Paid]:
    """The newest of them, with the order each was for."""
    paid = Recovery.objects.filter(from_fund_minor__gt=0, currency=currency)
    rows = list(paid.select_related("hold__line__order").order_by("-pk")[:SHOWN])
    orders = [row.hold.line.order for row in rows]
    deciders = _who("dispute_resolved", "order", [order.pk for order in orders])
    return [
        Paid(row, order, deciders.get(str(order.pk)))
        for row, order in zip(rows, orders, strict=True)
    ]


def top_ups() -> list[TopUp]:
    """The newest first, with who wrote each down."""
    entries = list(
        JournalEntry.objects.filter(key__startswith="fund-top-up:").order_by("-pk")[:SHOWN]
    )
    said = _said("fund_topped_up", "journalentry", [entry.pk for entry in entries])
    return [
        TopUp(entry, row.by if row else None, row.detail.get("amount", "") if row else "")
        for entry in entries
        for row in [said.get(str(entry.pk))]
    ]


def _who(action: str, kind: str, ids: Sequence[int]) -> dict[str, Any]:
    return {key: row.by for key, row in _said(action, kind, ids).items()}


def _said(action: str, kind: str, ids: Sequence[int]) -> dict[str, AuditEntry]:
    rows = AuditEntry.objects.filter(
        action=action, subject_type=kind, subject_id__in=[str(pk) for pk in ids]
    )
    return {row.subject_id: row for row in rows.select_related("by").order_by("at")}
