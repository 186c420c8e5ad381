"""What needs finance now: a few short lists, each with its count and amounts, and the oldest of it.

Nothing counts a whole table: a list that is longer than a page is only said to be longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from escrow import capped, clock, differences
from escrow.gateways.bank_transfer import movements
from escrow.models import (
    BankTransfer,
    Deadline,
    EmergencyFreeze,
    Operation,
    PaymentEventOutcome,
    Payout,
    Refund,
)
from escrow.models.operation import OperationState
from escrow.models.payout import PayoutState
from escrow.models.refund import STRANDED
from escrow.money import Money

MOST = 100
A_WHILE = timedelta(minutes=10)
LOOKED_AT = timedelta(days=14)


@dataclass(frozen=True)
class Job:
    """One kind of thing that waits for a person, at most so many of it."""

    code: str
    count: int
    more: bool
    amounts: tuple[Money, ...]
    since: datetime | None


def waiting() -> list[Job]:
    """All kinds, also those of which there is nothing."""
    return [
        _job("unknown", unknown(), "amount_minor", "currency", "asked_at"),
        _job("dead", Deadline.objects.dead(), at="due_at"),
        _differences(),
        _job("payout", not_arrived(), "amount_minor", "currency", "created_at"),
        _job("refund", stranded(), "amount_minor", "currency", "created_at"),
        _job("fund", Deadline.objects.waiting_for_the_fund().order_by("due_at"), at="due_at"),
        _job("message", silent_messages(), at="event__received_at"),
        _job("movement", movements.unmatched(), "amount_minor", "currency", "at"),
        _job("line", movements.unexplained(), "amount_minor", "currency", "day"),
        _job("transfer", to_send(), "amount_minor", "currency", "at"),
        _caps(),
        _job("freeze", EmergencyFreeze.objects.open().order_by("asked_at"), at="asked_at"),
    ]


def unknown() -> QuerySet[Operation]:
    """Calls that nobody knows the end of."""
    return Operation.objects.filter(state=OperationState.UNKNOWN).order_by("created_at")


def not_arrived() -> QuerySet[Payout]:
    """What a bank would not take, and what it sent back in these two weeks."""
    came_back = Q(state=PayoutState.RETURNED, ended_at__gte=clock.now() - LOOKED_AT)
    kept = Payout.objects.filter(state__in=[PayoutState.FAILED, PayoutState.RETURNED])
    return kept.filter(Q(state=PayoutState.FAILED) | came_back).order_by("created_at")


def stranded() -> QuerySet[Refund]:
    """Refunds that could not be brought to their buyers."""
    return Refund.objects.filter(state__in=STRANDED).order_by("created_at")


def silent_messages() -> QuerySet[PaymentEventOutcome]:
    """Providers' messages that could not be acted on for a while."""
    late = PaymentEventOutcome.objects.filter(
        outcome="", event__received_at__lte=clock.now() - A_WHILE
    )
    return late.order_by("event_id")


def to_send() -> QuerySet[BankTransfer]:
    """Transfers that wait for a file to our bank."""
    return BankTransfer.objects.filter(state=BankTransfer.State.WAITING).order_by("at")


def _differences() -> Job:
    """Each by how far the two are apart; who knows nothing of it says zero."""
    apart = Coalesce("theirs_minor", 0) - Coalesce("ours_minor", 0)
    rows = differences.open_ones().order_by("found_at").annotate(apart=apart)
    return _job("difference", rows, "apart", "currency", "found_at")


def _caps() -> Job:
    found = capped.nearing()
    amounts = _sums((each.held.minor, each.held.currency) for each in found[:MOST])
    return Job("cap", min(len(found), MOST), len(found) > MOST, amounts, None)


def _job(
    code: str, rows: QuerySet[Any], minor: str = "", currency: str = "", at: str = "at"
) -> Job:
    names = [at, *([minor, currency] if minor else [])]
    found = list(rows.values_list(*names)[: MOST + 1])
    shown = found[:MOST]
    amounts = _sums((row[1], row[2]) for row in shown) if minor else ()
    since = shown[0][0] if shown and isinstance(shown[0][0], datetime) else None
    return Job(code, len(shown), len(found) > MOST, amounts, since)


def _sums(parts: Iterable[tuple[int, str]]) -> tuple[Money, ...]:
    minor: dict[str, int] = {}
    for amount, currency in parts:
        minor[currency] = minor.get(currency, 0) + abs(amount)
    return tuple(Money(amount, currency) for currency, amount in sorted(minor.items()))
