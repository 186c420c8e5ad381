"""A statement of any account of the chart: opening, every posting with the other sides, closing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from escrow.chart import CHART, Kind
from escrow.ledger import Place
from escrow.models import Account, JournalEntry, Posting
from escrow.money import Money

PER_PAGE = 30
DIGITS = 19  # a line's number has no more


@dataclass(frozen=True)
class Side:
    """Another posting of a line's entry; a debit is above zero, a credit below."""

    place: Place
    amount: Money


@dataclass(frozen=True)
class Line:
    """One posting: the entry it is of, what it changed, and what was there afterwards."""

    number: int
    entry: JournalEntry
    change: Money
    balance: Money
    others: list[Side]

    @property
    def at(self) -> datetime:
        return self.entry.at


@dataclass(frozen=True)
class Statement:
    """One page, oldest line first: opening and its lines add up to closing.

    `older` is where the page before this one begins; None when nothing is older.
    """

    place: Place
    opening: Money
    lines: list[Line]
    closing: Money
    older: int | None
    is_newest: bool


def statement(
    place: Place, currency: str, *, before: int | None = None, size: int = PER_PAGE
) -> Statement:
    """The newest lines of an account, or those before a line's number.

    A page is read from the end of the account's index and never counts what it does not show.
    Closing is the kept balance, less what is newer; without a floor nothing is kept and the
    postings up to the page are summed.
    """
    account = Account.objects.filter(kind=place.kind, owner=place.owner, currency=currency).first()
    if account is None:
        return Statement(place, Money.zero(currency), [], Money.zero(currency), None, True)
    rows = list(_newest_first(account, before)[: size + 1])
    shown = rows[:size][::-1]
    closing = _closing(account, before)
    opening = closing - Money(sum(row.amount_minor for row in shown) * account.sign, currency)
    older = shown[0].pk if len(rows) > size else None
    return Statement(place, opening, lines_of(shown, opening), closing, older, before is None)


def line_number(text: str | None) -> int | None:
    """Where a page begins, as written in an address; nonsense is the newest page."""
    return int(text) if text and text.isdecimal() and len(text) < DIGITS else None


def lines_of(rows: Sequence[Posting], opening: Money) -> list[Line]:
    """Postings of one account in their order, each with what was there after it."""
    others, lines, balance = _other_sides(rows), [], opening
    for row in rows:
        change = row.amount * CHART[_place(row).kind].sign
        balance += change
        lines.append(Line(row.pk, row.entry, change, balance, others[row.pk]))
    return lines


def _newest_first(account: Account, before: int | None) -> QuerySet[Posting]:
    rows = account.postings.select_related("entry").order_by("-pk")
    return rows if before is None else rows.filter(pk__lt=before)


def _closing(account: Account, before: int | None) -> Money:
    """In one statement, so that the balance and what is newer are of the same instant."""
    if not account.floored:
        rows = account.postings.all() if before is None else account.postings.filter(pk__lt=before)
        return Money(_sum(rows) * account.sign, account.currency)
    if before is None:
        return account.balance
    newer = (
        Posting.objects.filter(account=account.pk, pk__gte=before)
        .order_by()
        .values("account")
        .annotate(minor=Sum("amount_minor"))
        .values("minor")
    )
    found = Account.objects.filter(pk=account.pk).annotate(
        closing=F("balance_minor") - F("sign") * Coalesce(newer, Value(0))
    )
    return Money(found.values_list("closing", flat=True).get(), account.currency)


def _sum(rows: QuerySet[Posting]) -> int:
    return int(rows.aggregate(minor=Sum("amount_minor"))["minor"] or 0)


def _other_sides(rows: Sequence[Posting]) -> dict[int, list[Side]]:
    """By posting: the rest of its entry. The days on both ends keep to the months concerned."""
    if not rows:
        return {}
    days = (min(row.at for row in rows), max(row.at for row in rows))
    entries: dict[int, list[Posting]] = defaultdict(list)
    siblings = Posting.objects.filter(entry__in=[row.entry_id for row in rows], at__range=days)
    for posting in siblings.select_related("account").order_by("pk"):
        entries[posting.entry_id].append(posting)
    return {
        row.pk: [Side(_place(one), one.amount) for one in entries[row.entry_id] if one.pk != row.pk]
        for row in rows
    }


def _place(posting: Posting) -> Place:
    return Place(Kind(posting.account.kind), posting.account.owner)
