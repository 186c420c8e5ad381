"""A person's month that proves itself: opening, each posting with its path to a signed root, closing.

A seller's is of their balance; a buyer's of what we hold of their money and of what they keep here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet, Sum, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from escrow import book_proofs, clock
from escrow.balances import place as balance_of
from escrow.book_proofs import Proof
from escrow.canonical import canonical
from escrow.chart import Kind
from escrow.closing import Leaf
from escrow.models import Account, BookDay, Hold, Posting
from marketplace.models import User
from marketplace.months_of_money import Statement
from marketplace.records import keys
from marketplace.records.statements import DAY, FORMAT, VERSION, day_said
from sellers.models import Seller

SIGN = -1  # all of these are what we owe


@dataclass(frozen=True)
class Scope:
    """Whose money, in which currency, between which instants."""

    whose: str
    accounts: QuerySet[Account]
    code: str
    currency: str
    since: datetime
    until: datetime

    @property
    def postings(self) -> QuerySet[Posting]:
        mine = self.accounts.filter(currency=self.currency)
        return Posting.objects.filter(account__in=mine.values("pk"))


def of_seller(seller: Seller) -> QuerySet[Account]:
    """What is theirs and not paid out."""
    return Account.objects.filter(kind=seller.payable.kind, owner=seller.payable.owner)


def of_buyer(person: User) -> QuerySet[Account]:
    """What is held of their orders, and their balance."""
    named = Concat(Value("hold:"), Cast("pk", CharField()))
    held = Hold.objects.filter(buyer=person).values_list(named)
    kept = Account.objects.filter(kind=Kind.BUYER_BALANCE, owner=balance_of(person.pk).owner)
    return kept | Account.objects.filter(kind=Kind.ESCROW, owner__in=held)


def sellers(seller: Seller, month: Statement) -> bytes:
    """A seller's month as a file."""
    ends = month.period.since, month.period.until
    return as_file(Scope("seller", of_seller(seller), month.code, month.currency, *ends))


def as_file(scope: Scope) -> bytes:
    return json.dumps(written(scope), ensure_ascii=False, indent=1).encode()


def written(scope: Scope) -> dict[str, Any]:
    """The whole statement, signed; a fixed number of queries, whatever others do."""
    rows = _rows(scope)
    proofs = book_proofs.of([row.pk for row in rows])
    opening = _sum(scope.postings.filter(at__lt=scope.since))
    lines = [_line(row, proofs.get(row.pk)) for row in rows]
    days = {proof.day.pk: proof.day for proof in proofs.values()}
    said = {
        "format": FORMAT,
        "version": VERSION,
        "whose": scope.whose,
        "month": scope.code,
        "currency": scope.currency,
        "since": scope.since.astimezone(UTC).isoformat(),
        "until": scope.until.astimezone(UTC).isoformat(),
        "made_at": clock.now().isoformat(),
        "opening_minor": opening,
        "closing_minor": opening + sum(line["change_minor"] for line in lines),
        "lines": lines,
        "days": shown_days(days[day] for day in sorted(days)),
    }
    return {**said, "signature": keys.signed(FORMAT, canonical(said))}


def shown_days(days: Iterable[BookDay]) -> list[dict[str, Any]]:
    """As they are published: each root with the chain and our signature."""
    shown = []
    for day in days:
        said = day_said(day.day.isoformat(), day.count, day.root, day.previous, day.chained)
        shown.append({**said, "signature": keys.signed(DAY, canonical(said))})
    return shown


def _rows(scope: Scope) -> list[Posting]:
    inside = scope.postings.filter(at__gte=scope.since, at__lt=scope.until)
    return list(inside.select_related("entry", "account").order_by("pk"))


def _line(row: Posting, proof: Proof | None) -> dict[str, Any]:
    """`proof` is null until the day is closed."""
    leaf = Leaf(
        row.pk,
        row.entry.key,
        row.entry.kind,
        row.at,
        row.account.kind,
        row.account.owner,
        row.currency,
        row.amount_minor,
    )
    return {
        "posting": leaf.said(),
        "change_minor": SIGN * row.amount_minor,
        "proof": _proof(proof) if proof else None,
    }


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "day": proof.day.day.isoformat(),
        "place": proof.place,
        "nonce": proof.nonce.hex(),
        "path": [each.hex() for each in proof.path],
    }


def _sum(rows: QuerySet[Posting]) -> int:
    return SIGN * int(rows.aggregate(minor=Sum("amount_minor"))["minor"] or 0)
