"""An entry of the journal as two columns: out of which accounts, into which."""

from __future__ import annotations

from dataclasses import dataclass

from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models import JournalEntry
from escrow.money import Money, total


@dataclass(frozen=True)
class Side:
    """One posting: an account and how much, without a sign."""

    account_id: int
    place: Place
    amount: Money


@dataclass(frozen=True)
class Sides:
    """Debits stand left, credits right, and both come to the same. One currency each."""

    currency: str
    debits: list[Side]
    credits: list[Side]
    sum: Money


def of(entry: JournalEntry) -> list[Sides]:
    """One of each currency, nearly always one."""
    rows = list(entry.postings.select_related("account").order_by("pk"))
    found = []
    for currency in sorted({row.currency for row in rows}):
        sides = [
            (
                row.amount_minor,
                Side(
                    row.account_id,
                    Place(Kind(row.account.kind), row.account.owner),
                    Money(abs(row.amount_minor), currency),
                ),
            )
            for row in rows
            if row.currency == currency
        ]
        debits = [side for minor, side in sides if minor > 0]
        credits = [side for minor, side in sides if minor < 0]
        whole = total((side.amount for side in debits), currency)
        found.append(Sides(currency, debits, credits, whole))
    return found
