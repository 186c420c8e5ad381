"""Whose account the money of a payment came from, and how much each can still get back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from escrow.models import BankLine, BankMovement, BankTransfer
from escrow.money import Money

NOT_GONE = [BankTransfer.State.REJECTED, BankTransfer.State.RETURNED]


@dataclass(frozen=True)
class Source:
    """An account that paid, and what is left of what it paid."""

    holder: str
    iban: str
    left: Money


def left_of(capture: BankMovement) -> Money:
    """What of a payment has neither been sent back nor is on its way."""
    return capture.amount - _gone(capture)


def sources(capture: BankMovement) -> list[Source]:
    """The accounts behind a payment, the one with the most left first. No name, no account: none."""
    by_iban: dict[str, Source] = {}
    for line, amount in _lines(capture):
        known = by_iban.get(line.iban)
        paid = known.left + amount if known else amount
        by_iban[line.iban] = Source(line.name, line.iban, paid)
    found = [
        Source(each.holder, each.iban, each.left - _gone(capture, each.iban))
        for each in by_iban.values()
        if each.iban
    ]
    return sorted(found, key=lambda each: -each.left.minor)


def share(amount: Money, found: Sequence[Source]) -> list[Source]:
    """How much goes to which account: to one if it paid as much, else to several in turn."""
    parts, rest = [], amount
    for each in found:
        part = min(rest, each.left)
        if part > Money.zero(amount.currency):
            parts.append(Source(each.holder, each.iban, part))
            rest = rest - part
    return [] if rest else parts


def _lines(capture: BankMovement) -> list[tuple[BankLine, Money]]:
    """Each line and its part; the newest has given what the deposits before it left open."""
    found, rest = [], capture.amount
    parts = [(part.line, -part.amount) for part in capture.parts.select_related("line")]
    for line, amount in [*parts, (capture.line, capture.amount)]:
        part = min(rest, amount)
        if line and part:
            found.append((line, part))
            rest = rest - part
    return found


def _gone(capture: BankMovement, iban: str = "") -> Money:
    sent = BankTransfer.objects.filter(capture=capture).exclude(state__in=NOT_GONE)
    if iban:
        sent = sent.filter(iban=iban)
    minor = sent.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    return Money(minor, capture.currency)
